import {execFileSync, spawnSync} from 'node:child_process';
import {mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, beforeEach, describe, expect, it} from 'vitest';
import {Systemd} from '../../../src/adapters/systemd/systemd.js';
import {renderEnvironment, renderUnit} from '../../../src/adapters/systemd/unit-text.js';
import type {ServiceUnit} from '../../../src/core/ports/service-manager.js';

const unit: ServiceUnit = {
  name: 'muster-agent',
  installation: 'a'.repeat(32),
  command: [process.execPath, '/opt/muster/bin/run.js', 'agent', 'run', '--listen', '127.0.0.1:7310'],
  user: 'nobody',
  directories: ['/var/lib/muster'],
  environment: {MUSTER_HOME: '/var/lib/muster', MUSTER_STORE_PASSWORD: 'p@ss "word" $x \\ `y` \'z\''},
};
const hasAnalyzer = spawnSync('systemd-analyze', ['--version']).status === 0;

/** Sections and their keys, as systemd would read them. */
function parse(text: string): Readonly<Record<string, readonly string[]>> {
  const sections: Record<string, string[]> = {};
  let section = '';
  for (const line of text.split('\n').filter((each) => each !== '' && !each.startsWith('#'))) {
    const name = /^\[(\w+)\]$/.exec(line)?.[1];
    if (name) section = name;
    else {
      expect(line).toMatch(/^[A-Z]\w+=/);
      (sections[section] ??= []).push(line);
    }
  }
  return sections;
}

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'muster-units-'));
});
afterEach(() => rmSync(directory, {recursive: true, force: true}));

describe('the unit of an agent', () => {
  it('restarts it always but where that cannot help, and may do no more than it needs', () => {
    const {Unit, Service, Install} = parse(renderUnit(unit, {scope: 'system', environmentPath: '/etc/muster/muster-agent.env'}));
    expect(Unit).toContain('After=network-online.target mariadb.service mysql.service');
    expect(Service).toEqual(
      expect.arrayContaining([
        `ExecStart=${process.execPath} /opt/muster/bin/run.js agent run --listen 127.0.0.1:7310`,
        'EnvironmentFile=-/etc/muster/muster-agent.env',
        'User=nobody',
        'Restart=always',
        'RestartPreventExitStatus=2 3 4',
        'SuccessExitStatus=130 143',
        'NoNewPrivileges=yes',
        'ProtectSystem=strict',
        'CapabilityBoundingSet=',
        'PrivateTmp=yes',
        'ReadWritePaths=-/var/lib/muster',
      ]),
    );
    expect(Service?.filter((line) => line.startsWith('MemoryDenyWriteExecute'))).toEqual([]);
    expect(Install).toEqual(['WantedBy=multi-user.target']);
  });

  it('of one user belongs to the services of that user', () => {
    const {Unit, Install, Service} = parse(renderUnit({...unit, user: null}, {scope: 'user', environmentPath: '/home/me/e'}));
    expect([Unit, Install]).toEqual([expect.not.arrayContaining(['Wants=network-online.target']), ['WantedBy=default.target']]);
    expect(Service?.some((line) => line.startsWith('User='))).toBe(false);
  });

  it('sees a data directory that is a temporary one', () => {
    const text = renderUnit({...unit, directories: ['/tmp/try']}, {scope: 'system', environmentPath: '/e'});
    expect(text).not.toContain('PrivateTmp');
  });

  it('holds no variable of the installation, secrets least of all', () => {
    expect(renderUnit(unit, {scope: 'system', environmentPath: '/e'})).not.toMatch(/MUSTER_|p@ss/);
  });

  it('quotes what systemd would read otherwise', () => {
    const odd = {...unit, command: ['/opt/my node/node', 'a%b', '$HOME', 'say "hi"']};
    expect(renderUnit(odd, {scope: 'system', environmentPath: '/e'})).toContain(
      'ExecStart="/opt/my node/node" a%%b $$HOME "say \\"hi\\""\n',
    );
  });

  it.runIf(hasAnalyzer).each(['system', 'user'] as const)('is a good one in the eyes of systemd itself: %s', (scope) => {
    const path = join(directory, 'muster-agent.service');
    const real = {...unit, user: scope === 'system' ? 'daemon' : null, command: [process.execPath, __filename]};
    writeFileSync(path, renderUnit(real, {scope, environmentPath: '/etc/muster/muster-agent.env'}));
    const {stderr} = spawnSync('systemd-analyze', ['verify', ...(scope === 'user' ? ['--user'] : []), path], {encoding: 'utf8'});
    expect(stderr.split('\n').filter((line) => line.includes(path) || line.includes('muster-agent.service'))).toEqual([]);
  });

  it('has its variables in a file that gives each value as it is', () => {
    const path = join(directory, 'variables');
    writeFileSync(path, renderEnvironment(unit.environment));
    const read = execFileSync('sh', ['-c', `. ${path}; printf %s "$MUSTER_STORE_PASSWORD"`], {encoding: 'utf8'});
    expect(read).toBe(unit.environment['MUSTER_STORE_PASSWORD']);
  });
});

describe('installing it', () => {
  const systemd = (scope: 'system' | 'user' = 'system') =>
    new Systemd({scope, units: join(directory, 'units'), settings: join(directory, 'settings')});

  it('writes the unit, and the variables for their owner alone', async () => {
    const installed = await systemd().ensureInstalled(unit, {dryRun: false});
    expect(installed).toMatchObject({changed: true, environmentKept: false});
    expect(installed.next).toEqual(['systemctl daemon-reload', 'systemctl enable --now muster-agent']);
    expect(readFileSync(installed.path, 'utf8')).toBe(installed.text);
    expect(statSync(installed.path).mode & 0o777).toBe(0o644);
    expect(statSync(installed.environmentPath).mode & 0o777).toBe(0o600);
  });

  it('twice changes nothing, and leaves variables alone that somebody has edited', async () => {
    const {environmentPath} = await systemd().ensureInstalled(unit, {dryRun: false});
    writeFileSync(environmentPath, 'MUSTER_HOME=/elsewhere\n');
    expect(await systemd().ensureInstalled(unit, {dryRun: false})).toMatchObject({changed: false, environmentKept: true});
    expect(readFileSync(environmentPath, 'utf8')).toBe('MUSTER_HOME=/elsewhere\n');
    expect(await systemd().ensureInstalled({...unit, user: null}, {dryRun: false})).toMatchObject({changed: true});
  });

  it('writes nothing when it is only looked at', async () => {
    expect(await systemd().ensureInstalled(unit, {dryRun: true})).toMatchObject({changed: true});
    expect(readdirSync(directory)).toEqual([]);
  });

  it('leaves the unit of another installation alone', async () => {
    await systemd().ensureInstalled(unit, {dryRun: false});
    const other = {...unit, installation: 'b'.repeat(32)};
    await expect(systemd().ensureInstalled(other, {dryRun: false})).rejects.toMatchObject({code: 'UNIT_TAKEN', exitCode: 3});
    expect(await systemd().ensureInstalled({...other, name: 'muster-agent-2'}, {dryRun: false})).toMatchObject({changed: true});
  });

  it('says how a user’s services go on without the user', async () => {
    expect((await systemd('user').ensureInstalled(unit, {dryRun: true})).next).toEqual([
      'systemctl --user daemon-reload',
      'systemctl --user enable --now muster-agent',
      'loginctl enable-linger',
    ]);
  });

  it('says where it may not write', async () => {
    writeFileSync(join(directory, 'file'), '');
    const blocked = new Systemd({scope: 'system', units: join(directory, 'file', 'units'), settings: directory});
    await expect(blocked.ensureInstalled(unit, {dryRun: false})).rejects.toMatchObject({code: 'UNIT_UNWRITABLE', exitCode: 7});
  });
});
