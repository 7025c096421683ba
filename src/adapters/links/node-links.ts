import {exitCodes, Failure} from '../../core/domain/errors.js';
import type {Node} from '../../core/domain/model.js';
import type {Link, LinkKind, Links} from '../../core/ports/links.js';
import type {Shell} from '../../core/ports/shell.js';
import {parseConnection, type Connection} from './connection.js';
import {type AnswerLimit, LimitedLink, withinLimit} from './limited-link.js';
import {LocalLink} from './local-link.js';
import {certificateDirectories} from './tls/certificates.js';

export interface LinksOptions {
  readonly shell: () => Promise<Shell>;
  /** The operator's DOCKER_HOST; it speaks for nodes that are `local` only. */
  readonly dockerHost: string | undefined;
  /** The operator's DOCKER_CERT_PATH, for a DOCKER_HOST with TLS. */
  readonly dockerCertPath: string | undefined;
  /** Directory with the certificates of nodes that are reached by `tcp`. */
  readonly tlsDirectory: string;
  /** File in the place of `~/.ssh/config`. */
  readonly sshConfig: string | null;
  readonly timeoutMs: number;
  /** Null: nodes are waited for as long as each question may take. */
  readonly limit: AnswerLimit | null;
  /** Refuses a `local` node that is the machine of another installation. */
  readonly expectHere?: (node: Node) => Promise<void>;
}

interface OpenLink {
  readonly link: Link;
  readonly close: () => Promise<void>;
}

export class NodeLinks implements Links {
  readonly #options: LinksOptions;
  readonly #opening = new Map<string, Promise<OpenLink>>();

  constructor(options: LinksOptions) {
    this.#options = options;
  }

  kindOf(node: Node): LinkKind {
    return this.#connection(node).kind;
  }

  async open(node: Node): Promise<Link> {
    const key = `${node.org}/${node.name} ${node.connect}`;
    const opening = this.#opening.get(key) ?? this.#open(node, () => this.#opening.delete(key));
    this.#opening.set(key, opening);
    const {limit} = this.#options;
    if (!limit) return (await opening).link;
    return new LimitedLink(node.name, (await withinLimit(node.name, limit, opening)).link, limit);
  }

  async close(): Promise<void> {
    const opened = await Promise.allSettled(this.#opening.values());
    this.#opening.clear();
    await Promise.all(opened.map((each) => (each.status === 'fulfilled' ? each.value.close() : undefined)));
  }

  /** What never was there is not tried again; what was lost may be back when it is next asked for. */
  async #open(node: Node, onLost: () => void): Promise<OpenLink> {
    const {shell, sshConfig, timeoutMs, expectHere} = this.#options;
    const connection = this.#connection(node);
    if (node.connect === 'local') await expectHere?.(node);
    if (connection.kind === 'local') return {link: new LocalLink(connection.path, shell), close: async () => {}};
    if (connection.kind === 'tcp') return {link: await this.#tls(node, connection), close: async () => {}};
    const {SshLink} = await import('./ssh/ssh-link.js');
    const link = await SshLink.open({shell: await shell(), node: node.name, target: connection, config: sshConfig, timeoutMs});
    link.lost.addEventListener('abort', onLost, {once: true});
    return {link, close: () => link.close()};
  }

  async #tls(node: Node, connection: Extract<Connection, {kind: 'tcp'}>): Promise<Link> {
    const {shell, tlsDirectory, dockerCertPath, timeoutMs} = this.#options;
    const {TlsLink} = await import('./tls/tls-link.js');
    const directories = node.connect === 'local' ? [dockerCertPath ?? ''] : certificateDirectories(tlsDirectory, node);
    return TlsLink.open({shell, node: node.name, connection, directories, timeoutMs});
  }

  #connection(node: Node): Connection {
    const text = node.connect === 'local' ? this.#options.dockerHost || 'local' : node.connect;
    const connection = parseConnection(text);
    if (connection) return connection;
    throw new Failure({
      code: 'CONNECT_UNSUPPORTED',
      exit: exitCodes.outside,
      subject: `node ${node.name}`,
      message: `Node ${node.name} is reached by ${text}, which is no way that Muster knows.`,
      hint:
        node.connect === 'local'
          ? 'Unset DOCKER_HOST, or set it to unix://…, ssh://user@host or tcp://host:port'
          : `muster node update ${node.name} --connect ssh://user@host`,
      details: {node: node.name, connect: node.connect, host: text},
    });
  }
}
