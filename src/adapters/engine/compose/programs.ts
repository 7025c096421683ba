import {runProgramsArgs} from './argv.js';
import type {EngineAccess} from './engine-access.js';

/** Of an image without `sh`: the runtime of the container says that it cannot start it. */
const noShell = 127;

/** Runs a shell of the image, which ends at once: only that knows its `PATH`. Undefined where the engine does not run it. */
export async function readPrograms(
  {link}: EngineAccess,
  image: string,
  programs: readonly string[],
): Promise<ReadonlySet<string> | null | undefined> {
  const {exit, stdout} = await link.docker.run({args: runProgramsArgs(image, programs), timeoutMs: 30_000});
  if (exit === noShell) return null;
  return exit === 0 ? new Set(stdout.split('\n').filter((line) => line !== '')) : undefined;
}
