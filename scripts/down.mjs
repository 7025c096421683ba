import {existsSync, rmSync} from 'node:fs';
import {quickstartHome, showMuster} from './quickstart.mjs';

if (!existsSync(quickstartHome)) {
  process.stdout.write('There is nothing to take down.\n');
} else {
  const exit = showMuster('env', 'delete', 'demo', '--cascade', '--confirm', 'demo', '--yes', '--missing-ok');
  if (exit !== 0) process.exit(exit);
  rmSync(quickstartHome, {recursive: true});
  process.stdout.write('\nTaken down.\n');
}
