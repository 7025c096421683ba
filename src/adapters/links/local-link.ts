import {access, constants} from 'node:fs/promises';
import {delimiter, join} from 'node:path';
import {exitCodes, Failure} from '../../core/domain/errors.js';
import type {DockerProgram, Link, LinkWatch} from '../../core/ports/links.js';
import type {Shell, ShellResult} from '../../core/ports/shell.js';
import {LinkedDocker, unixEnvironment} from './docker-program.js';

const scriptMs = 10_000;
const never = new AbortController().signal;

/** This machine: its own sockets, its own programs. */
export class LocalLink implements Link {
  readonly kind = 'local';
  readonly engineGroup = null;
  readonly endpoint: {readonly kind: 'unix'; readonly path: string};
  readonly docker: DockerProgram;
  readonly #shell: () => Promise<Shell>;

  constructor(path: string, shell: () => Promise<Shell>) {
    this.endpoint = {kind: 'unix', path};
    this.docker = new LinkedDocker({shell, environment: unixEnvironment(path), link: this});
    this.#shell = shell;
  }

  async socketOf(path: string): Promise<string> {
    return path;
  }

  async run(script: string): Promise<ShellResult> {
    return (await this.#shell()).run({file: 'sh', args: ['-s'], input: script, timeoutMs: scriptMs});
  }

  watch(): LinkWatch {
    return {lost: never, end: () => {}};
  }

  async explain(error: unknown): Promise<Failure> {
    const {path} = this.endpoint;
    const reason = errorCode(error);
    const facts = {exit: exitCodes.outside, details: {socket: path, reason}, cause: error};
    if (reason === 'EACCES' || reason === 'EPERM') {
      return new Failure({
        ...facts,
        code: 'DOCKER_FORBIDDEN',
        message: `You may not use Docker's socket ${path}.`,
        hint: 'sudo usermod -aG docker $USER, then log in again',
      });
    }
    if (reason === 'ENOENT' && !(await isInstalled('docker'))) {
      return new Failure({
        ...facts,
        code: 'DOCKER_MISSING',
        message: 'Docker is not installed on this machine.',
        hint: 'Install Docker Engine and its Compose plugin, then run muster doctor',
      });
    }
    const message =
      reason === 'ETIMEDOUT' ? `Docker does not answer on ${path}.` : `Docker is not running: nothing answers on ${path}.`;
    return new Failure({...facts, code: 'DOCKER_DOWN', message, hint: 'sudo systemctl start docker, then muster doctor'});
  }
}

function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : String(error);
}

async function isInstalled(program: string): Promise<boolean> {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  const found = await Promise.all(
    folders.map((folder) =>
      access(join(folder, program), constants.X_OK).then(
        () => true,
        () => false,
      ),
    ),
  );
  return found.includes(true);
}
