#!/usr/bin/env node
import module from 'node:module';
import {dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';

const oldest = 22;
if (Number(process.versions.node.split('.')[0]) < oldest) {
  process.stderr.write(
    `Error: Muster needs Node ${oldest} or newer, and this is Node ${process.versions.node}. (NODE_TOO_OLD)\nNext: install a current Node, then run muster again\n`,
  );
  process.exit(7);
}

// Not in the temporary directory that all users share: who can write there would decide what is run here.
const {HOME, XDG_CACHE_HOME} = process.env;
const caches = XDG_CACHE_HOME || (HOME && join(HOME, '.cache'));
if (caches) module.enableCompileCache?.(join(caches, 'muster'));

const {main} = module.createRequire(import.meta.url)('../dist/muster.cjs');
await main(dirname(dirname(fileURLToPath(import.meta.url))), process.argv.slice(2));
