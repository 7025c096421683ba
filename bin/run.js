#!/usr/bin/env node
import module from 'node:module';
import {dirname, isAbsolute, join} from 'node:path';
import {fileURLToPath} from 'node:url';

const oldest = 22;
if (Number(process.versions.node.split('.')[0]) < oldest) {
  process.stderr.write(
    `Error: Muster needs Node ${oldest} or newer, and this is Node ${process.versions.node}. (NODE_TOO_OLD)\nNext: install a current Node, then run muster again\n`,
  );
  process.exit(7);
}

// Not in the temporary directory that all users share: who can write there would decide what is run here.
const {HOME, XDG_CACHE_HOME, NODE_DISABLE_COMPILE_CACHE, NODE_V8_COVERAGE} = process.env;
// Nor in whatever directory it is run in, as with a relative path.
const caches = [XDG_CACHE_HOME, HOME && join(HOME, '.cache')].find((folder) => folder && isAbsolute(folder));
const isCached = caches && !NODE_DISABLE_COMPILE_CACHE && !NODE_V8_COVERAGE;

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const require = module.createRequire(import.meta.url);
const bundle = join(root, 'dist', 'muster.cjs');
const files = isCached ? new (require('./compiled.cjs').CompiledFiles)(join(caches, 'muster')) : null;
const {main} = files ? files.require(bundle) : require(bundle);
const command = await main(root, process.argv.slice(2));
files?.keep(command);
// Whatever was under way has ended by then; giving back piece by piece what a big fleet took is a tenth of its `apply`.
process.once('exit', () => process.exit());
