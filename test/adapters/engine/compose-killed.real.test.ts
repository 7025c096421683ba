import {setTimeout as sleep} from 'node:timers/promises';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {LocalShell} from '../../../src/adapters/shell/local-shell.js';
import type {ShellCommand, ShellResult} from '../../../src/core/ports/shell.js';
import {findProcesses, killHard} from '../../support/processes.js';
import {docker, realEngine, type RealEngine} from '../../support/real-engine.js';

/** Kills the first compose of each start after a while. */
class KillingShell extends LocalShell {
  readonly exits: number[] = [];
  afterMs: number | null = null;
  /** Only the plugin, or Docker's command line around it as well. */
  whole = true;

  override async run(command: ShellCommand): Promise<ShellResult> {
    const running = super.run(command);
    if (this.afterMs !== null && command.args.includes('up')) void this.#kill(command, this.afterMs);
    this.afterMs = null;
    const result = await running;
    this.exits.push(result.exit);
    return result;
  }

  async #kill(command: ShellCommand, afterMs: number): Promise<void> {
    const project = command.args[command.args.indexOf('-p') + 1] ?? '';
    await sleep(afterMs);
    const plugin = findProcesses('docker-compose', `\0${project}\0`, '\0up\0');
    for (const pid of this.whole ? findProcesses('compose', `\0${project}\0`, '\0up\0') : plugin) killHard(pid);
  }
}

describe('a compose that is killed', () => {
  const shell = new KillingShell();
  let rig: RealEngine;
  beforeAll(async () => {
    rig = await realEngine(shell);
  });
  afterAll(async () => rig.dispose());

  it.each(Array.from({length: 20}, (_, run) => run))('is run again until the containers are as wanted (%i)', async (run) => {
    const names = ['a', 'b'];
    shell.exits.length = 0;
    shell.afterMs = 40 + Math.random() * 500;
    shell.whole = run % 2 === 0;
    await rig.start(names.map((name) => rig.spec(name, {stopGraceMs: 300}, `spec-${run}`)));
    const containers = await rig.observed();
    expect(containers.map((container) => [container.containerName, container.spec, container.state]).sort()).toEqual(
      names.map((name) => [`${rig.project}-${name}-1`, `spec-${run}`, 'running']),
    );
    expect(shell.exits.at(-1)).toBe(0);
  });

  it.each(['beside the container that it was to replace', 'alone'])(
    'is cleaned up after where it left a renamed container %s',
    async (where) => {
      const wanted = rig.spec('left');
      await rig.start([wanted]);
      const plain = `${rig.project}-left-1`;
      const id = await docker('inspect', '-f', '{{.Id}}', plain);
      await docker('rename', plain, `${id.slice(0, 12)}_${plain}`);
      if (where !== 'alone')
        await docker(
          'run',
          '-d',
          '--name',
          plain,
          ...labelArgs(await docker('inspect', '-f', '{{range $k, $v := .Config.Labels}}{{$k}}={{$v}}\n{{end}}', id)),
          wanted.image,
        );
      await rig.start([wanted]);
      const left = (await rig.observed()).filter((container) => container.name === 'left');
      expect(left.map((container) => container.containerName)).toEqual([plain]);
      expect(left[0]).toMatchObject({state: 'running'});
    },
  );
});

function labelArgs(lines: string): string[] {
  return lines
    .split('\n')
    .filter((line) => line !== '')
    .flatMap((line) => ['--label', line]);
}
