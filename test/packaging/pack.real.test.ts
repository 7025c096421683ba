import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import {tmpdir} from 'node:os';
import {delimiter, join} from 'node:path';
import {execa} from 'execa';
import {beforeAll, describe, expect, it, onTestFinished} from 'vitest';
import {builtCli} from '../support/built-cli.js';
import {docker} from '../support/docker.js';
import {freePort, testImages} from '../support/installation.js';
import {nodeBinary} from '../support/node-versions.js';

const root = join(import.meta.dirname, '..', '..');
const supported = ['22.23.3', '24.9.0', '26.9.0'];
const mostBytes = 7_000_000;

interface Packed {
  readonly filename: string;
  readonly unpackedSize: number;
  readonly files: readonly {readonly path: string}[];
}

let tarball: string;
let packed: Packed;

beforeAll(async () => {
  const stage = mkdtempSync(join(tmpdir(), 'muster-pack-'));
  const built = await builtCli();
  for (const path of ['bin', 'dist', 'package.json', 'oclif.manifest.json'])
    cpSync(join(built, path), join(stage, path), {recursive: true});
  for (const path of ['completions', 'recipes', 'schemas', 'README.md', 'LICENSE', 'CHANGELOG.md', 'src', 'scripts'])
    cpSync(join(root, path), join(stage, path), {recursive: true});
  const {stdout} = await execa('npm', ['pack', '--ignore-scripts', '--json', '--silent'], {cwd: stage});
  packed = firstOf(JSON.parse(stdout));
  tarball = join(stage, packed.filename);
  return () => rmSync(stage, {recursive: true, force: true});
});

/** npm lists packages, or names them. */
function firstOf(packages: readonly Packed[] | Readonly<Record<string, Packed>>): Packed {
  return Object.values(packages)[0] as Packed;
}

/** Only what a machine without a compiler has: this Node, npm, a shell and Docker. */
async function bareMachine(
  node: string,
): Promise<{
  readonly home: string;
  readonly run: (
    file: string,
    ...args: readonly string[]
  ) => Promise<{readonly exitCode?: number; readonly stdout: string; readonly stderr: string}>;
}> {
  const home = mkdtempSync(join(tmpdir(), 'muster-install-'));
  onTestFinished(() => rmSync(home, {recursive: true, force: true}));
  const bin = join(home, 'bin-of-machine');
  mkdirSync(bin);
  symlinkSync(node, join(bin, 'node'));
  for (const program of ['npm', 'sh', 'env', 'docker']) symlinkSync(programPath(program), join(bin, program));
  const {MUSTER_HOME: _, ...inherited} = process.env;
  const env = {
    ...inherited,
    PATH: [bin, join(home, 'prefix', 'bin')].join(delimiter),
    MUSTER_HOME: join(home, 'muster'),
    XDG_CACHE_HOME: join(home, 'cache'),
  };
  return {home, run: (file, ...args) => execa(file, args, {env, extendEnv: false, cwd: home, reject: false})};
}

function programPath(program: string): string {
  const folder = (process.env['PATH'] ?? '')
    .split(delimiter)
    .find((candidate) => !candidate.includes('node_modules') && existsSync(join(candidate, program)));
  if (!folder) throw new Error(`${program} is not on the PATH`);
  return realpathSync(join(folder, program));
}

describe('the package', () => {
  it('holds what runs and nothing else', () => {
    expect(packed.files.map(({path}) => path).sort()).toMatchSnapshot();
    expect(packed.unpackedSize).toBeLessThan(mostBytes);
  });

  it.each(supported)('is installed without a compiler and runs the quick start on Node %s', async (version) => {
    const {home, run} = await bareMachine(await nodeBinary(version));
    const installed = await run(
      'npm',
      'install',
      '--global',
      '--prefix',
      join(home, 'prefix'),
      '--prefer-offline',
      '--no-audit',
      '--no-fund',
      tarball,
    );
    expect(installed.exitCode, installed.stderr).toBe(0);
    const modules = join(home, 'prefix', 'lib', 'node_modules', 'musterctl', 'node_modules');
    expect(existsSync(join(modules, 'better-sqlite3', 'build'))).toBe(false);

    const told = await run('muster', '--version');
    expect(told).toMatchObject({exitCode: 0, stdout: expect.stringContaining(`node-v${version}`)});
    const images = await testImages();
    expect(await run('muster', 'init', '--proxy-image', images['haproxy'] as string)).toMatchObject({exitCode: 0});
    const {installId} = JSON.parse(readFileSync(join(home, 'muster', 'INSTALL.json'), 'utf8')) as {installId: string};
    onTestFinished(() => tearDown(installId));

    const port = await freePort();
    const file = join(home, 'quickstart.yaml');
    writeFileSync(file, readFileSync(join(root, 'examples', 'quickstart.yaml'), 'utf8').replaceAll('8088', `${port}`));
    const applied = await run('muster', 'apply', '-f', file, '--yes');
    expect(applied.exitCode, applied.stderr).toBe(0);
    expect((await fetch(`http://127.0.0.1:${port}/`)).status).toBe(200);
  });

  it('says in one line on Node 20 that it is too old, and exits 7', async () => {
    const {exitCode, stdout, stderr} = await execa(await nodeBinary('20.20.2'), [join(root, 'bin', 'run.js'), 'node', 'list'], {
      reject: false,
    });
    expect({exitCode, stdout}).toEqual({exitCode: 7, stdout: ''});
    expect(stderr.split('\n')[0]).toBe('Error: Muster needs Node 22 or newer, and this is Node 20.20.2. (NODE_TOO_OLD)');
  });
});

async function tearDown(installation: string): Promise<void> {
  const label = `label=muster.installation=${installation}`;
  const containers = await docker('ps', '-aq', '--filter', label);
  if (containers.length > 0) await docker('rm', '-f', '-v', ...containers);
  for (const kind of ['network', 'volume']) {
    const names = await docker(kind, 'ls', '-q', '--filter', label);
    if (names.length > 0) await docker(kind, 'rm', ...names);
  }
}
