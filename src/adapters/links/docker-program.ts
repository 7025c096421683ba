import type {DockerCommand, DockerProgram, Link} from '../../core/ports/links.js';
import type {Shell, ShellCommand, ShellResult} from '../../core/ports/shell.js';

export interface DockerPlace {
  readonly shell: () => Promise<Shell>;
  /** Variables by which the program finds the engine. */
  readonly environment: Readonly<Record<string, string>>;
  readonly link: Pick<Link, 'watch' | 'explain'>;
}

export class LinkedDocker implements DockerProgram {
  readonly #place: DockerPlace;

  constructor(place: DockerPlace) {
    this.#place = place;
  }

  async run(command: DockerCommand): Promise<ShellResult> {
    const {shell, link} = this.#place;
    const watch = link.watch();
    try {
      const result = await (await shell()).run(this.#command(command, watch.lost));
      if (watch.lost.aborted) throw await link.explain(watch.lost.reason);
      return result;
    } finally {
      watch.end();
    }
  }

  async *lines(command: DockerCommand): AsyncGenerator<string> {
    const {shell, link} = this.#place;
    const watch = link.watch();
    try {
      yield* (await shell()).lines(this.#command(command, watch.lost));
      if (watch.lost.aborted) throw await link.explain(watch.lost.reason);
    } finally {
      watch.end();
    }
  }

  #command(command: DockerCommand, lost: AbortSignal): ShellCommand {
    const signal = command.signal ? AbortSignal.any([lost, command.signal]) : lost;
    return {...command, signal, file: 'docker', env: {...command.env, ...this.#place.environment}};
  }
}

/** Docker's TLS settings of whoever started us hold for no other engine. */
export function unixEnvironment(path: string): Readonly<Record<string, string>> {
  return {DOCKER_HOST: `unix://${path}`, DOCKER_TLS_VERIFY: ''};
}
