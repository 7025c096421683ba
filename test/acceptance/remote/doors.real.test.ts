import {mkdirSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {aRig, type Rig, type RigHost} from '../../rig/rig.js';
import {anInstallation, type CliResult} from '../../support/installation.js';

/** Everything that can keep a machine from letting Muster in, each told by its own code and the next command. */
let rig: Rig;
let host: RigHost;

beforeAll(async () => {
  rig = await aRig('h1');
  host = rig.hosts['h1']!;
});
afterAll(() => rig?.down());

/** The error of the first command that has to reach the node. */
async function refusal(connect: string, env: Readonly<Record<string, string>> = {}): Promise<any> {
  const installation = await anInstallation({env: {...rig.env, ...env}});
  await installation.muster('node', 'add', 'web-1', '--connect', connect);
  const checked: CliResult = await installation.muster('node', 'check', '--json');
  expect(checked.exit, checked.stdout).toBe(9);
  const [report] = checked.json.data;
  expect(report).toMatchObject({reachable: false, machine: null});
  return report.checks[0];
}

const ssh = () => `ssh://ops@${host.address}`;

/** Another configuration of the client, with one line replaced. */
function clientConfig(name: string, lines: readonly string[]): Record<string, string> {
  const path = join(rig.directory, name);
  const usual = [`IdentityFile ${rig.directory}/key`, 'IdentitiesOnly yes', `UserKnownHostsFile ${rig.directory}/known_hosts`];
  const kept = usual.filter((line) => !lines.some((other) => other.split(' ')[0] === line.split(' ')[0]));
  writeFileSync(path, `Host *\n  ${[...lines, ...kept].join('\n  ')}\n`);
  return {MUSTER_SSH_CONFIG: path};
}

describe('a node over ssh', () => {
  it('that nobody has seen before is not trusted', async () => {
    expect(await refusal(ssh(), clientConfig('unknown', ['UserKnownHostsFile /dev/null']))).toMatchObject({
      code: 'SSH_HOST_KEY',
      message: `Node web-1 is not known yet: no host key of ${host.address} is on record.`,
      hint: expect.stringContaining(`ssh-keyscan ${host.address} >> ~/.ssh/known_hosts`),
    });
  });

  it('that shows another key than the one on record is not trusted either', async () => {
    const other = join(rig.directory, 'other_hosts');
    const key = 'AAAAC3NzaC1lZDI1NTE5AAAAIGxsbGxsbGxsbGxsbGxsbGxsbGxsbGxsbGxsbGxsbGxs';
    writeFileSync(other, `${host.address} ssh-ed25519 ${key}\n`);
    expect(await refusal(ssh(), clientConfig('changed', [`UserKnownHostsFile ${other}`]))).toMatchObject({
      code: 'SSH_HOST_KEY',
      hint: expect.stringContaining(`ssh-keygen -R ${host.address}`),
    });
  });

  it('that does not know our key does not let us in', async () => {
    expect(await refusal(ssh(), clientConfig('nokey', [`IdentityFile ${rig.directory}/hostkey`]))).toMatchObject({
      code: 'SSH_AUTH',
      hint: expect.stringContaining(`ssh-copy-id ops@${host.address}`),
    });
  });

  it('on whose port nobody listens, or whose name nobody knows, cannot be reached', async () => {
    expect(await refusal(`${ssh()}:2`)).toMatchObject({
      code: 'SSH_UNREACHABLE',
      message: expect.stringContaining('Connection refused'),
    });
    expect(await refusal('ssh://ops@nowhere.invalid')).toMatchObject({code: 'SSH_UNREACHABLE'});
  });

  it('takes aliases of the operator, and port and account from its own connection', async () => {
    const env = clientConfig('alias', [`HostName ${host.address}`, 'Port 22', 'User ops']);
    const installation = await anInstallation({env: {...rig.env, ...env}});
    await installation.muster('node', 'add', 'web-1', '--connect', 'ssh://blue-machine');
    const checked = await installation.muster('node', 'check', '--json');
    expect(checked.exit, checked.stdout).toBe(0);
    expect(checked.json.data).toMatchObject([{reachable: true}]);
  });

  it('says which right is missing, which program, or that Docker is not running', async () => {
    await host.run('chmod 600 /run/docker.sock');
    expect(await refusal(ssh())).toMatchObject({code: 'DOCKER_FORBIDDEN', message: 'ops may not use Docker on node web-1.'});
    await host.run('chmod 660 /run/docker.sock; mv /run/docker.sock /run/elsewhere.sock');
    expect(await refusal(ssh())).toMatchObject({code: 'DOCKER_DOWN', message: 'Docker is not running on node web-1.'});
    await host.run('mv /run/elsewhere.sock /run/docker.sock');
  });

  it('that forwards no sockets is told what to allow', async () => {
    const config = join(rig.directory, 'h1', 'sshd_config');
    await host.run(`sed -e 's/:22$/:2222/' ${config} > /tmp/closed; echo AllowStreamLocalForwarding no >> /tmp/closed`);
    await host.run('/usr/sbin/sshd -f /tmp/closed');
    writeFileSync(
      join(rig.directory, 'ports'),
      await host.run(`sed 's/^[^ ]*/[${host.address}]:2222/' ${join(rig.directory, 'known_hosts')}`),
    );
    const env = clientConfig('closed', [`UserKnownHostsFile ${rig.directory}/ports`]);
    expect(await refusal(`${ssh()}:2222`, env)).toMatchObject({
      code: 'SSH_FORWARDING',
      hint: expect.stringContaining('AllowStreamLocalForwarding yes'),
    });
  });
});

describe('a node over tcp', () => {
  const tcp = (port = 2376) => `tcp://${host.address}:${port}`;

  it('is not reached without certificates, nor with those of another authority', async () => {
    const empty = join(rig.directory, 'empty');
    mkdirSync(empty);
    expect(await refusal(tcp(), {MUSTER_TLS_DIR: empty})).toMatchObject({code: 'TLS_FILES_MISSING'});
    const foreign = join(rig.directory, 'foreign');
    mkdirSync(foreign);
    await makeAuthority(foreign);
    expect(await refusal(tcp(), {MUSTER_TLS_DIR: foreign})).toMatchObject({code: 'TLS_UNTRUSTED'});
    // The right authority for the engine, and a certificate that the engine has no reason to trust.
    await run(`cp ${rig.directory}/ca.pem ${foreign}/ca.pem`);
    expect(await refusal(tcp(), {MUSTER_TLS_DIR: foreign})).toMatchObject({code: 'TLS_REFUSED'});
  });

  it('that nobody answers for, or that does not speak TLS, is told apart', async () => {
    expect(await refusal(tcp(2))).toMatchObject({code: 'TCP_UNREACHABLE', message: expect.stringContaining('refused')});
    expect(await refusal(tcp(22))).toMatchObject({code: 'TLS_UNTRUSTED', message: expect.stringContaining('does not speak TLS')});
  });

  it('is reached with the certificates of the node', async () => {
    const installation = await anInstallation({env: rig.env});
    await installation.muster('node', 'add', 'web-1', '--connect', tcp());
    const checked = await installation.muster('node', 'check', '--json');
    expect(checked.exit, checked.stdout).toBe(0);
  });
});

const run = (script: string) => host.run(script);

/** An authority of somebody else's, and a client's certificate that it signed. */
async function makeAuthority(directory: string): Promise<void> {
  await run(
    [
      `cd ${directory}`,
      'openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=other-ca -keyout ca-key.pem -out ca.pem',
      'openssl req -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -subj /CN=client -keyout key.pem -out client.csr',
      'openssl x509 -req -in client.csr -CA ca.pem -CAkey ca-key.pem -CAcreateserial -days 2 -out cert.pem',
    ].join(' && '),
  );
}
