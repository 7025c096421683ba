import {existsSync, mkdirSync, renameSync, rmSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {execa} from 'execa';

const cache = join(import.meta.dirname, '..', '..', '.cache');

/** A Node of that version from the `node` package, kept between runs; the path of its binary. */
export async function nodeBinary(version: string): Promise<string> {
  const folder = join(cache, `node-${version}`);
  const binary = (at: string) => join(at, 'node_modules', 'node', 'bin', 'node');
  if (existsSync(binary(folder))) return binary(folder);
  const making = `${folder}.${process.pid}`;
  mkdirSync(making, {recursive: true});
  writeFileSync(join(making, 'package.json'), JSON.stringify({private: true, allowScripts: {node: true}}));
  await execa('npm', ['install', `node@${version}`, '--no-audit', '--no-fund', '--no-package-lock'], {cwd: making});
  rmSync(folder, {recursive: true, force: true});
  renameSync(making, folder);
  return binary(folder);
}
