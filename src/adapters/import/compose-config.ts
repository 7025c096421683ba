import {exitCodes, Failure} from '../../core/domain/errors.js';
import type {Shell, ShellResult} from '../../core/ports/shell.js';

/** What Compose is given: files by their whole paths, or a text on its standard input as `-`. */
export interface ComposeInput {
  readonly files: readonly string[];
  readonly text: string | null;
  /** Where `.env` is, and what paths are relative to. */
  readonly folder: string;
}

export interface ResolvedProject {
  readonly model: Readonly<Record<string, unknown>>;
  /** Variables without a value. */
  readonly unset: readonly string[];
  /** What Compose has against services that it can read: it would not run them so. */
  readonly complaint: string | null;
}

const timeoutMs = 30_000;

/** The project as Compose resolves it, which needs no engine; what Compose says where it cannot be read. */
export async function resolveProject(shell: Shell, input: ComposeInput): Promise<ResolvedProject | {readonly refused: string}> {
  const strict = await runConfig(shell, input, []);
  const isInconsistent = strict.exit !== 0 && /invalid compose project/.test(strict.stderr);
  const result = isInconsistent ? await runConfig(shell, input, ['--no-consistency']) : strict;
  if (result.exit !== 0) return {refused: result.stderr};
  return {
    // Compose doubles each dollar, for what it prints is a compose file again.
    model: JSON.parse(result.stdout.replaceAll('$$', () => '$')) as Readonly<Record<string, unknown>>,
    unset: [...new Set([...result.stderr.matchAll(/The \\?"([^"\\]+)\\?" variable is not set/g)].map(([, name]) => name!))],
    complaint: isInconsistent ? strict.stderr : null,
  };
}

async function runConfig(shell: Shell, input: ComposeInput, more: readonly string[]): Promise<ShellResult> {
  const args = [...configArgs(input), ...more];
  const result = await shell.run({file: 'docker', args, timeoutMs, ...(input.text === null ? {} : {input: input.text})});
  expectCompose(result);
  return result;
}

/** Paths are resolved by Compose: without it, it looks for environment files in whatever folder it is started in. */
function configArgs({files, folder}: ComposeInput): readonly string[] {
  const name = /^[^a-z0-9]*$/.test(folder.split('/').at(-1)!.toLowerCase()) ? ['--project-name', 'project'] : [];
  return [
    'compose',
    '--profile',
    '*',
    '--project-directory',
    folder,
    ...name,
    ...files.flatMap((file) => ['--file', file]),
    'config',
    '--format',
    'json',
  ];
}

function expectCompose({missing, timedOut, stderr, exit}: ShellResult): void {
  const hasNone =
    missing ||
    /is not a docker command|unknown command: docker compose|unknown docker command: "compose|unknown (?:shorthand )?flag/.test(
      stderr,
    );
  if (!hasNone && !timedOut && exit <= 128) return;
  throw new Failure({
    code: hasNone ? 'COMPOSE_MISSING' : 'COMPOSE_FAILED',
    exit: exitCodes.outside,
    message: hasNone
      ? 'Compose files are read by Docker Compose 2, which this machine does not have.'
      : `Docker Compose did not read the file: ${timedOut ? `it did not end in ${timeoutMs / 1000} s` : `it was killed (exit ${exit})`}.`,
    hint: hasNone
      ? 'Install docker-compose-plugin (no engine is needed here), until `docker compose version` answers'
      : '`docker compose config` shows what it does',
    details: {exit, timedOut},
  });
}
