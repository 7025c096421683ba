import {ensureDependencies} from './setup/dependencies.mjs';
import {ensureEngine} from './setup/engine.mjs';
import {ensureImages} from './setup/images.mjs';
import {quickstartFile, showMuster} from './quickstart.mjs';

await ensureDependencies();
await ensureEngine();
const images = await ensureImages(['haproxy', 'hello']);
const {ensureBuilt} = await import('./build.mjs');
await ensureBuilt();

const commands = [
  ['init', '--proxy-image', images.haproxy],
  ['doctor'],
  ['plan', '-f', quickstartFile],
  ['apply', '-f', quickstartFile, '--yes'],
  ['status'],
  ['app', 'status', 'hello', '--env', 'demo'],
];
for (const command of commands) {
  const exit = showMuster(...command);
  if (exit !== 0) process.exit(exit);
}

const address = 'http://127.0.0.1:8088/';
const response = await fetch(address);
process.stdout.write(`
$ curl ${address}
${await response.text()}
Open ${address} - each request is answered by another instance.
Try next:
  npm run -s muster -- app scale hello --env demo --slaves 4
  npm run -s muster -- app restart hello --env demo --yes
  npm run -s muster -- app logs hello --env demo
  npm run -s muster -- proxy status
Take it down:
  npm run down
`);
if (!response.ok) process.exitCode = 1;
