import {describe, expect, it} from 'vitest';
import {expectConverged} from '../../support/faults.js';
import {writeHello} from '../../support/hello.js';
import {anInstallation} from '../../support/installation.js';
import {commandLine, findDescendants, killHard} from '../../support/processes.js';
import {until} from '../../support/until.js';

const isCompose = (pid: number) => commandLine(pid).includes('compose') && commandLine(pid).includes('\0up\0');

describe('fault 15: a compose that is killed while Muster waits for it', () => {
  it.each([
    {what: 'with the docker command around it', whole: true},
    {what: 'alone', whole: false},
  ])('$what: it is run again', async ({whole}) => {
    const installation = await anInstallation();
    const {file} = await writeHello(installation, {slaves: 3});
    const {child, ended} = installation.spawn('apply', '-f', file, '--yes', '--verbose');
    let killed: readonly number[] = [];
    await until(
      'compose',
      () => {
        const found = findDescendants(child.pid as number).filter(isCompose);
        killed = whole ? found : found.slice(-1);
        return found.length > 1;
      },
      {everyMs: 5},
    );
    killed.forEach(killHard);
    const {exit, stderr} = await ended;
    expect(exit, stderr).toBe(0);
    expect(stderr).toMatch(/exit (137|255) /);
    await expectConverged(installation, file);
  });
});
