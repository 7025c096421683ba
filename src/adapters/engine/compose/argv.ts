/** Every invocation of Docker's command line. */

/** `/dev/null` and `/`: no `.env` of whatever folder we were started in may change what compose does. */
export function composeUpArgs(project: string, names: readonly string[]): string[] {
  return [
    'compose',
    '--progress',
    'plain',
    '--ansi',
    'never',
    '--project-directory',
    '/',
    '--env-file',
    '/dev/null',
    '-p',
    project,
    '-f',
    '-',
    'up',
    '--detach',
    '--no-deps',
    '--no-build',
    '--quiet-pull',
    ...names,
  ];
}

export function composeVersionArgs(): string[] {
  return ['compose', 'version', '--short'];
}

export function pullArgs(image: string): string[] {
  return ['pull', image];
}

/** Prints those of the programs that the image has. */
export function runProgramsArgs(image: string, programs: readonly string[]): string[] {
  const script = 'for p; do if command -v "$p" >/dev/null 2>&1; then echo "$p"; fi; done';
  return ['run', '--rm', '--pull', 'never', '--network', 'none', '--entrypoint', 'sh', image, '-c', script, 'sh', ...programs];
}

export interface LogArgs {
  readonly container: string;
  readonly tail: number;
  readonly follow: boolean;
  readonly since?: string;
  readonly timestamps: boolean;
}

export function logArgs(request: LogArgs): string[] {
  return [
    'logs',
    '--tail',
    String(request.tail),
    ...(request.since === undefined ? [] : ['--since', request.since]),
    ...(request.follow ? ['--follow'] : []),
    ...(request.timestamps ? ['--timestamps'] : []),
    request.container,
  ];
}

/** For the node's own shell: names the program that listens on a port, where `ss` is installed and may tell. */
export function listenerScript(port: number): string {
  return `ss -Hltnp 'sport = :${port}'`;
}
