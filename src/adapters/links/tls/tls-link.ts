import {connect} from 'node:tls';
import type {Failure} from '../../../core/domain/errors.js';
import type {DockerProgram, EngineEndpoint, Link, LinkWatch} from '../../../core/ports/links.js';
import type {Shell} from '../../../core/ports/shell.js';
import type {Connection} from '../connection.js';
import {LinkedDocker} from '../docker-program.js';
import {readCertificates, type Certificates} from './certificates.js';
import {engineSilent, tlsFailure, type TlsFailureScope} from './failures.js';

/** A node that fell silent is noticed after this many looks at the latest. */
const mostSilent = 2;
const lookEveryMs = 2000;

export interface TlsRequest {
  readonly shell: () => Promise<Shell>;
  readonly node: string;
  readonly connection: Extract<Connection, {kind: 'tcp'}>;
  /** Where certificates may be, the best first. */
  readonly directories: readonly string[];
  readonly timeoutMs: number;
}

/** Docker's own port: the engine is reached, and nothing else of the machine. */
export class TlsLink implements Link {
  readonly kind = 'tcp';
  readonly engineGroup = null;
  readonly endpoint: Extract<EngineEndpoint, {kind: 'tls'}>;
  readonly docker: DockerProgram;
  readonly #request: TlsRequest;
  readonly #scope: TlsFailureScope;

  private constructor(request: TlsRequest, {directory, ...texts}: Certificates) {
    const {host, port} = request.connection;
    this.#request = request;
    this.#scope = {node: request.node, connection: request.connection, directory};
    this.endpoint = {kind: 'tls', host, port, ...texts};
    const environment = {
      DOCKER_HOST: `tcp://${host.includes(':') ? `[${host}]` : host}:${port}`,
      DOCKER_TLS_VERIFY: '1',
      DOCKER_CERT_PATH: directory,
    };
    this.docker = new LinkedDocker({shell: request.shell, environment, link: this});
  }

  /** Knocks once, so that a machine that is not there is told within the time limit and not by whatever asks first. */
  static async open(request: TlsRequest): Promise<TlsLink> {
    const link = new TlsLink(request, await readCertificates(request.node, request.directories));
    await link.#knock().catch((error: unknown) => {
      throw tlsFailure(link.#scope, error);
    });
    return link;
  }

  async socketOf(): Promise<null> {
    return null;
  }

  async run(): Promise<null> {
    return null;
  }

  watch(): LinkWatch {
    const lost = new AbortController();
    let silent = 0;
    const timer = setInterval(() => {
      this.#knock().then(
        () => (silent = 0),
        (error: unknown) => {
          silent += 1;
          if (silent >= mostSilent) lost.abort(error);
        },
      );
    }, lookEveryMs);
    timer.unref();
    return {lost: lost.signal, end: () => clearInterval(timer)};
  }

  /** Docker's command line says nothing of use here: another look tells whether the engine is there at all. */
  async explain(error: unknown): Promise<Failure> {
    if (error instanceof Error && 'code' in error) return tlsFailure(this.#scope, error);
    return this.#knock().then(
      () => engineSilent(this.#scope, error),
      (refused: unknown) => tlsFailure(this.#scope, refused),
    );
  }

  /** A handshake alone says nothing: a server of TLS 1.3 refuses a client only afterwards. So the engine is greeted. */
  #knock(): Promise<void> {
    const {host, port, ca, cert, key} = this.endpoint;
    return new Promise((resolve, reject) => {
      const socket = connect({host, port, ca, cert, key});
      const timer = setTimeout(
        () => socket.destroy(Object.assign(new Error('no answer in time'), {code: 'ETIMEDOUT'})),
        this.#request.timeoutMs,
      );
      const answered = new Promise<void>((heard) => socket.once('data', () => heard()));
      socket.once('error', reject);
      socket.once('close', () => {
        clearTimeout(timer);
        reject(Object.assign(new Error('the connection was broken'), {code: 'ECONNRESET'}));
      });
      socket.write('GET /_ping HTTP/1.0\r\nHost: docker\r\n\r\n');
      void answered.then(() => {
        resolve();
        socket.destroy();
      });
    });
  }
}
