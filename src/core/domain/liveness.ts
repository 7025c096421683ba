/** Silence of a cluster, in heartbeats of its own, after which it is offline. */
const beatsOfSilence = 2.5;

/** The moment until which a cluster that beat at `at` is online, in milliseconds. */
export function onlineUntilMs(at: string, heartbeatSeconds: number): number {
  return Date.parse(at) + beatsOfSilence * heartbeatSeconds * 1000;
}

/** Whether a cluster is online, both times by the database's clock. One whose agent has stopped says so by having none. */
export function isOnline(
  beat: {readonly agent: string | null; readonly at: string} | undefined,
  {heartbeatSeconds, now}: {readonly heartbeatSeconds: number; readonly now: string},
): boolean {
  return beat !== undefined && beat.agent !== null && Date.parse(now) <= onlineUntilMs(beat.at, heartbeatSeconds);
}
