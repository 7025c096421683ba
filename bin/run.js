#!/usr/bin/env node
import {mkdirSync, readFileSync, renameSync, writeFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import {basename, dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';
import vm from 'node:vm';

const oldest = 22;
if (Number(process.versions.node.split('.')[0]) < oldest) {
  process.stderr.write(`Error: Muster needs Node ${oldest} or newer, and this is Node ${process.versions.node}. (NODE_TOO_OLD)\nNext: install a current Node, then run muster again\n`);
  process.exit(7);
}

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const argv = process.argv.slice(2);
// Not in the temporary directory that all users share: who can write there would decide what is run here.
const {HOME, XDG_CACHE_HOME} = process.env;
const caches = XDG_CACHE_HOME || (HOME && join(HOME, '.cache'));
const loaded = [];

/**
 * Loads a built file with what V8 made of it when this command ran last. Node's own compile cache holds no more than what runs
 * while a file is loaded; here it is all that the command needed, which is why each command has its own.
 */
function load(file) {
  const source = readFileSync(file, 'latin1');
  const digest = source.slice(-16);
  const cachedData = readCompiled(basename(file), digest);
  const script = new vm.Script(`(function (exports, require, module, __filename, __dirname) {${source}\n})`, {filename: file, ...(cachedData && {cachedData})});
  loaded.push({name: basename(file), script, digest, isKnown: cachedData !== undefined && !script.cachedDataRejected});
  const module = {exports: {}};
  const requireOther = createRequire(file);
  const require = (id) => (id.startsWith('./lib/') ? load(join(dirname(file), id)) : requireOther(id));
  script.runInThisContext()(module.exports, Object.assign(require, {resolve: requireOther.resolve}), module, file, dirname(file));
  return module.exports;
}

function readCompiled(name, digest) {
  const words = argv.slice(0, argv.findIndex((word) => !/^[a-z]+$/.test(word)) >>> 0);
  for (const command of [words.slice(0, 2).join('-'), words[0] ?? 'help']) {
    try {
      const bytes = readFileSync(join(caches, 'muster', command, name));
      // The end tells a file of another build, and one that was not written to its end.
      if (bytes.latin1Slice(-16) === digest) return bytes.subarray(0, -16);
    } catch { /* This command has not run yet. */ }
  }
  return undefined;
}

function keepCompiled(command) {
  const folder = join(caches, 'muster', command.replaceAll(':', '-'));
  mkdirSync(folder, {recursive: true, mode: 0o700});
  for (const {name, script, digest} of loaded.filter(({isKnown}) => !isKnown)) {
    const making = join(folder, `${name}.${process.pid}`);
    writeFileSync(making, Buffer.concat([script.createCachedData(), Buffer.from(digest, 'latin1')]), {mode: 0o600});
    renameSync(making, join(folder, name));
  }
}

const command = await load(join(root, 'dist', 'muster.cjs')).main(root, argv);
try {
  if (command && caches && loaded.some(({isKnown}) => !isKnown)) keepCompiled(command);
} catch { /* A cache that cannot be written is only slower. */ }
