/** What answers at the address of a cluster says of itself. */
export interface AgentIdentity {
  readonly installation: string;
  readonly cluster: string;
  readonly version: string;
}

/** How an address answered: as an agent, as something else, or not at all. */
export type AddressAnswer =
  | {readonly kind: 'agent'; readonly identity: AgentIdentity}
  | {readonly kind: 'stranger'; readonly reason: string}
  | {readonly kind: 'silent'; readonly reason: string};

/** The address of a cluster as it is kept: an `http` or `https` URL without a slash at its end. */
export function parseClusterAddress(text: string): {readonly ok: string} | {readonly problem: string} {
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    return {problem: 'it is not a URL'};
  }
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    return {problem: `it begins with ${url.protocol}// where http:// or https:// is meant`};
  if (url.username !== '' || url.password !== '') return {problem: 'it holds a user or a password'};
  if (url.search !== '' || url.hash !== '') return {problem: 'it goes on after the path'};
  return {ok: `${url.origin}${url.pathname.replace(/\/+$/, '')}`};
}
