'use strict';
const {closeSync, fstatSync, mkdirSync, openSync, readFileSync, renameSync, unlinkSync, writevSync} = require('node:fs');
const {createRequire, wrap} = require('node:module');
const {basename, dirname, join} = require('node:path');
const {Script} = require('node:vm');

/** A file of ours begins with what tells its text from any other: `//` and so many characters. */
const buildLength = 32;
const lengthBytes = 4;

/**
 * Runs the files of the bundle with what was compiled of them before. Node's own cache holds what is compiled before a file runs,
 * which is little of it: most functions are compiled when they are first called. Here each command adds what it has called, once.
 *
 * A file of the cache is the code, the code again, what it is, and the length of that. V8 does not look whether its code is
 * whole, and ends the process where it is not; comparing the two takes a tenth of the time that a sum of one would.
 */
class CompiledFiles {
  #folder;
  #files = new Map();

  constructor(folder) {
    this.#folder = folder;
  }

  require(path) {
    let file = this.#files.get(path);
    if (!file) this.#files.set(path, (file = this.#run(path)));
    return file.module.exports;
  }

  /** Keeps what was compiled, unless the command has had its turn. */
  keep(command) {
    for (const [path, {script, build, commands}] of this.#files)
      if (!commands.includes(command))
        write(this.#placeOf(path), script.createCachedData(), {build, commands: [...commands, command]});
  }

  #run(path) {
    const text = readFileSync(path, 'latin1');
    const build = text.slice(2, 2 + buildLength);
    const known = read(this.#placeOf(path), build);
    const script = new Script(wrap(text), {filename: path, cachedData: known?.code});
    const module = {exports: {}};
    const file = {script, build, commands: script.cachedDataRejected === false ? known.commands : [], module};
    const elsewhere = createRequire(path);
    const local = (name) => (/^\.\/.*\.cjs$/.test(name) ? this.require(join(dirname(path), name)) : elsewhere(name));
    local.resolve = elsewhere.resolve;
    this.#files.set(path, file);
    script.runInThisContext().call(module.exports, module.exports, local, module, path, dirname(path));
    return file;
  }

  /** Installations that lie beside one another do not write over each other's. */
  #placeOf(path) {
    return join(
      this.#folder,
      `${process.version}-${process.arch}`,
      encodeURIComponent(dirname(path)).slice(-160),
      basename(path),
    );
  }
}

/** Null where there is nothing that would do. */
function read(place, build) {
  try {
    const all = readOwn(place);
    const end = all.length - lengthBytes;
    const start = end - all.readUInt32LE(end);
    const about = JSON.parse(all.toString('latin1', start, end));
    const [code, again] = [all.subarray(0, start / 2), all.subarray(start / 2, start)];
    return about.build === build && code.equals(again) ? {code, commands: about.commands} : null;
  } catch {
    return null;
  }
}

/** Of another user's file, as where HOME is left to `sudo`, who knows what is in it? */
function readOwn(place) {
  const file = openSync(place, 'r');
  try {
    if (process.getuid && fstatSync(file).uid !== process.getuid()) throw new Error('It is of another user.');
    return readFileSync(file);
  } finally {
    closeSync(file);
  }
}

/** Whoever cannot write it goes without. */
function write(place, code, about) {
  const making = `${place}.${process.pid}`;
  const told = Buffer.from(JSON.stringify(about), 'latin1');
  const length = Buffer.alloc(lengthBytes);
  length.writeUInt32LE(told.length);
  try {
    mkdirSync(dirname(place), {recursive: true, mode: 0o700});
    const file = openSync(making, 'w', 0o600);
    writevSync(file, [code, code, told, length]);
    closeSync(file);
    renameSync(making, place);
  } catch {
    forget(making);
  }
}

function forget(making) {
  try {
    unlinkSync(making);
  } catch {}
}

exports.CompiledFiles = CompiledFiles;
