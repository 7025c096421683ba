import {describe, expect, it} from 'vitest';
import {docker} from '../../support/docker.js';
import {expectConverged, untilAllUp} from '../../support/faults.js';
import {adminSocketOf} from '../../support/admin-socket.js';
import {writeHello} from '../../support/hello.js';
import {anInstallation, type Installation} from '../../support/installation.js';
import {runLoad} from '../../support/load.js';

describe('fault 20: two installations on one engine with the same names', () => {
  it('do not meet', async () => {
    const [one, other] = [await anInstallation(), await anInstallation()];
    const [mine, theirs] = [await writeHello(one, {slaves: 1}), await writeHello(other, {slaves: 1})];
    const applied = await Promise.all([
      one.muster('apply', '-f', mine.file, '--yes'),
      other.muster('apply', '-f', theirs.file, '--yes'),
    ]);
    expect(
      applied.map(({exit}) => exit),
      applied.map(({stderr}) => stderr).join(),
    ).toEqual([0, 0]);
    await untilAllUp(await adminSocketOf(other.id));
    const before = await containers(other);
    const stop = new AbortController();
    const load = runLoad({url: theirs.url, seconds: 120, connections: 10, rate: 100, signal: stop.signal});

    await writeHello(one, {port: mine.port, slaves: 2, config: {CHANGED: 'yes'}});
    expect((await one.muster('apply', '-f', mine.file, '--yes')).exit).toBe(0);
    expect(await containers(other)).toEqual(before);
    expect((await one.muster('app', 'undeploy', 'hello', '--env', 'demo', '--confirm', 'hello', '--yes')).exit).toBe(0);
    expect(await one.containers('label=muster.kind=instance')).toEqual([]);

    stop.abort();
    expect((await load).kinds).toEqual({});
    expect(await containers(other)).toEqual(before);
    await expectConverged(other, theirs.file, {instances: 2});
  });
});

async function containers(installation: Installation): Promise<readonly string[]> {
  const names = await installation.containers();
  return docker('inspect', '-f', '{{.Id}} {{.Name}} {{.RestartCount}} {{.State.Running}} {{.State.StartedAt}}', ...names);
}
