#!/usr/bin/env node
import {dirname} from 'node:path';
import {fileURLToPath} from 'node:url';

const oldest = 22;
if (Number(process.versions.node.split('.')[0]) < oldest) {
  process.stderr.write(`Error: Muster needs Node ${oldest} or newer, and this is Node ${process.versions.node}. (NODE_TOO_OLD)\nNext: install a current Node, then run muster again\n`);
  process.exit(7);
}

const {enableCompileCache} = await import('node:module');
enableCompileCache();
const {main} = await import('../dist/cli/main.js');
await main(dirname(dirname(fileURLToPath(import.meta.url))), process.argv.slice(2));
