import {parseTarget} from './upstreams.js';

export type Target = {readonly upstream: string} | {readonly reason: string};

interface Asked {
  /** Of the location, as it is written. */
  readonly path: string;
  readonly constants: ReadonlyMap<string, string>;
}

/** Where `proxy_pass` leads: name of an upstream or `host:port`, or why nothing of Muster can lead there. */
export function readTarget(text: string, {path, constants}: Asked): Target {
  const url = text.replaceAll(/\$\{?(\w+)\}?/g, (variable, name: string) => constants.get(name) ?? variable);
  const bare = url.replace(/(?:\$request_uri|\$uri\$is_args\$args)$/, '');
  if (/^https:/i.test(bare)) return {reason: 'the balancer of Muster speaks plain HTTP to instances'};
  if (/^(?:http:\/\/)?unix:/i.test(bare)) return {reason: 'the balancer of Muster leads to ports, and to no socket of a machine'};
  const match = /^http:\/\/([^/$@\s]+)(\/.*)?$/i.exec(bare);
  if (bare.includes('$') && !match) return {reason: 'a variable decides where it leads'};
  const target = match ? parseTarget(match[1]!) : null;
  if (!match || target === null) return {reason: 'is not http://NAME or http://HOST:PORT'};
  const [, host = '', replacement] = match;
  if (replacement === undefined) return {upstream: host.toLowerCase()};
  // With a variable in it, nginx asks for what is written, whatever the path was.
  if (replacement !== path || text.includes('$'))
    return {reason: 'it asks for other paths than the visitor does, and the balancer of Muster passes them on as they are'};
  return {upstream: host.toLowerCase()};
}
