import {copyFileSync} from 'node:fs';
import {join} from 'node:path';
import {afterAll, beforeAll, expect, it} from 'vitest';
import {overSsh, visit, writePage} from '../../rig/page.js';
import {aRig, type Rig} from '../../rig/rig.js';
import type {DatabaseServer} from '../../support/database-server.js';
import {openInstallation, testImages, type Installation} from '../../support/installation.js';
import {startMariadb} from '../../support/mariadb.js';
import {ensureTinyImage, tinyImage} from '../../support/tiny-image.js';

/** One machine that two installations of one store reach. */
let rig: Rig;
let server: DatabaseServer;
let first: Installation;
let second: Installation;

beforeAll(async () => {
  const [{haproxy}] = await Promise.all([testImages(), ensureTinyImage()]);
  [rig, server] = await Promise.all([aRig('h1'), startMariadb()]);
  await rig.load(tinyImage, haproxy as string);
  const {address} = await server.createDatabase();
  const env = {...rig.env, MUSTER_STORE: address};
  first = await openInstallation({env});
  second = await openInstallation({env});
  copyFileSync(join(first.home, 'key'), join(second.home, 'key'));
});
afterAll(async () => {
  await Promise.all([first?.tearDown(), second?.tearDown()]);
  await Promise.all([server?.remove(), rig?.down()]);
});

const done = async ({muster}: Installation, line: string) => {
  const run = await muster(...line.split(' '), '--json');
  expect(run.exit, `${line}: ${run.stdout}${run.stderr}`).toBe(0);
  return run.json.data;
};

it('what one installation runs goes on as it is when another adopts it, and is the other one to change', async () => {
  const host = rig.hosts['h1']!;
  const containers = async (label: string) =>
    (await host.docker('ps', '--filter', `label=${label}`, '--format', '{{.ID}} {{.Names}}')).split('\n').toSorted();
  const file = await writePage(first, {nodes: {'web-1': overSsh(rig, 'h1')}, slaves: 1});
  await done(first, `apply -f ${file}`);
  const before = await containers('muster.kind');
  expect(before).toHaveLength(3);
  await done(second, 'cluster join --id SERVER01');
  for (const line of [`apply -f ${file}`, 'app scale page --env demo --slaves 2'])
    expect(await second.muster(...line.split(' '), '--yes', '--json'), line).toMatchObject({
      exit: 3,
      json: {error: {code: 'ISOLATION'}},
    });

  await done(second, 'cluster adopt DEFAULT --to SERVER01');
  await done(second, 'cluster delete DEFAULT');
  expect(await done(second, `apply -f ${file}`)).toMatchObject({changed: false, changes: []});
  expect(await done(second, 'status')).toMatchObject({healthy: true, drift: []});
  expect(await containers('muster.kind')).toEqual(before);
  await done(second, 'app scale page --env demo --slaves 2 --yes');
  expect(await visit(`http://${host.address}:8088/`, 9)).toEqual(['page-master-1', 'page-slave-1', 'page-slave-2']);
  expect(await containers(`muster.installation=${first.id}`)).toHaveLength(4);
  expect(await containers('muster.kind')).toHaveLength(4);
});
