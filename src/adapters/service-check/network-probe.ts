import type {ProbeOutcome, ProbeTarget, ServiceProbe} from '../../core/ports/service-probe.js';

/** Speaks to services over the network, with the client of each kind loaded when it is needed. */
export class NetworkProbe implements ServiceProbe {
  async probe(target: ProbeTarget): Promise<ProbeOutcome> {
    const startedAt = performance.now();
    try {
      const version = await (target.kind === 'redis' ? askRedis(target) : askMysql(target));
      return {ok: true, version, latencyMs: Math.round(performance.now() - startedAt)};
    } catch (error) {
      return {ok: false, ...described(error as Error & {readonly code?: string}, target)};
    }
  }
}

async function askMysql(target: ProbeTarget): Promise<string | null> {
  const {askMysqlVersion} = await import('./mysql-probe.js');
  return askMysqlVersion(target);
}

async function askRedis(target: ProbeTarget): Promise<string | null> {
  const {askRedisVersion} = await import('./redis-probe.js');
  return askRedisVersion(target);
}

const unreachable: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there',
  ENOTFOUND: 'the host name is not known',
  EAI_AGAIN: 'the host name could not be looked up',
  EHOSTUNREACH: 'there is no route to the host',
  ENETUNREACH: 'there is no route to the network',
  ETIMEDOUT: 'it did not answer in time',
  ECONNRESET: 'it closed the connection',
  PROTOCOL_CONNECTION_LOST: 'it closed the connection',
};
const refused = /^(ER_ACCESS_DENIED|ER_DBACCESS_DENIED|ER_BAD_DB|ER_HOST_)|WRONGPASS|NOAUTH|NOPERM|AUTH/;

function described(
  error: Error & {readonly code?: string},
  {password, host, port, timeoutMs}: ProbeTarget,
): {readonly reason: 'unreachable' | 'refused' | 'failed'; readonly message: string} {
  const code = error.code ?? codeIn(error);
  const text = clean(error.message || code, password);
  if (code === 'ETIMEDOUT' || /timeout/i.test(error.name + error.message))
    return {reason: 'unreachable', message: `${host}:${port} did not answer within ${timeoutMs} ms (--timeout)`};
  if (unreachable[code] !== undefined) return {reason: 'unreachable', message: `${host}:${port}: ${unreachable[code]}`};
  return {reason: refused.test(code) || refused.test(error.message) ? 'refused' : 'failed', message: text};
}

function codeIn(error: Error): string {
  const inner = error instanceof AggregateError ? error.errors[0] : error.cause;
  return (inner as {code?: string} | undefined)?.code ?? '';
}

/** The first sentence: servers may go on for pages, and may repeat what they were told. */
function clean(message: string, password: string | null): string {
  const [first = ''] = message.split(/(?<=\.)\s|\n/, 1);
  return password === null || password === '' ? first : first.replaceAll(password, '••••');
}
