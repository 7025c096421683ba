import type {AddressAnswer} from '../../core/domain/cluster-address.js';
import type {ClusterProbe} from '../../core/ports/cluster-probe.js';

/** What an agent says of itself takes a line. */
const mostBytes = 16_384;

/** Asks over HTTP or HTTPS, at `/identity` below the address. */
export class HttpClusterProbe implements ClusterProbe {
  async ask(address: string, timeoutMs: number): Promise<AddressAnswer> {
    const signal = AbortSignal.timeout(timeoutMs);
    try {
      const response = await fetch(`${address}/identity`, {signal, headers: {accept: 'application/json'}});
      if (!response.ok) return {kind: 'stranger', reason: `HTTP ${response.status}`};
      return identityIn(await readText(response));
    } catch (error) {
      return {kind: 'silent', reason: signal.aborted ? `no answer within ${timeoutMs} ms` : reasonOf(error)};
    }
  }
}

/** Null where there is more than an agent would say. */
async function readText({body}: Response): Promise<string | null> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const bytes of body ?? []) {
    text += decoder.decode(bytes, {stream: true});
    if (text.length > mostBytes) return null;
  }
  return text;
}

function identityIn(text: string | null): AddressAnswer {
  const stranger: AddressAnswer = {kind: 'stranger', reason: 'it is no agent of Muster'};
  if (text === null) return stranger;
  try {
    const {installation, cluster, version} = JSON.parse(text) as Readonly<Record<string, unknown>>;
    if (typeof installation !== 'string' || !/^[0-9a-f]{32}$/.test(installation)) return stranger;
    return {kind: 'agent', identity: {installation, cluster: textOf(cluster), version: textOf(version)}};
  } catch {
    return stranger;
  }
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

const reasons: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'the connection is refused',
  ECONNRESET: 'the connection is reset',
  ENOTFOUND: 'its host is not known',
  EAI_AGAIN: 'its host cannot be looked up',
  EHOSTUNREACH: 'its host cannot be reached',
  ENETUNREACH: 'its network cannot be reached',
};

/** `fetch` wraps what happened. */
function reasonOf(error: unknown): string {
  const cause = ((error as Error).cause ?? error) as {readonly code?: string; readonly message?: string};
  return reasons[cause.code ?? ''] ?? cause.message ?? String(error);
}
