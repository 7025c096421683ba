import {describe, expect, it} from 'vitest';
import {carryState} from '../../../src/adapters/proxy/haproxy/carry-state.js';
import {compareState} from '../../../src/adapters/proxy/haproxy/compare-state.js';
import {type ConfiguredServer, configuredServers} from '../../../src/adapters/proxy/haproxy/configured-servers.js';
import {
  parseServerStates,
  parseSessions,
  parseStatistics,
  parseWorkers,
  type ServerState,
} from '../../../src/adapters/proxy/haproxy/statistics.js';
import {backend, model, servers} from './models.js';

const wanted = configuredServers(model(80, [backend({servers: servers([5, 5])})]));
const [master, slave] = wanted as readonly [ConfiguredServer, ConfiguredServer];

function running(server: ConfiguredServer, changes: Partial<ServerState> = {}): ServerState {
  return {...server, isRunning: true, isStarting: false, isDrained: false, isInMaintenance: false, isChecked: true, ...changes};
}

/** What the next worker would read. */
function carried(
  states: readonly ServerState[],
  next = wanted,
): readonly {readonly server: string; readonly isRunning: boolean; readonly isDrained: boolean}[] {
  return parseServerStates(carryState(states, next)).map(({server, isRunning, isDrained}) => ({server, isRunning, isDrained}));
}

describe('what HAProxy tells', () => {
  it('is read by the names of its columns, whatever stands between quotes', () => {
    const text =
      '# pxname,svname,qcur,scur,stot,status,last_chk,cookie,\nentry-80,FRONTEND,,1,9,OPEN,,,\na.b,s-1,1,2,7,UP,"said ""no, not yet"", twice",3,\na.b,BACKEND,0,2,7,UP,,,\n';
    expect(parseStatistics(text)).toEqual([
      {backend: 'a.b', server: 's-1', sessions: 3, requestsTotal: 7, declaredWeight: 3, check: null},
    ]);
  });

  it('names its workers, old ones and reloads that failed', () => {
    const text =
      '#<PID>  <type>  <reloads>  <uptime>  <version>\n1  master  2 [failed: 1]  0d00h  2.6\n# workers\n12  worker  0  0d00h  2.6\n# old workers\n10  worker  2  0d00h  2.6\n11  worker  1  0d00h  2.6\n# programs\n';
    expect(parseWorkers(text)).toEqual({failedReloads: 1, old: [10, 11]});
    expect(parseWorkers('# workers\n12  worker  0\n# programs\n')).toEqual({failedReloads: 0, old: []});
  });

  it('has the ids of the sessions on one server', () => {
    const text =
      '0x55aa: proto=tcpv4 src=1.2.3.4:5 fe=entry-80 be=a.b srv=s-1 ts=00\n0x55ab: proto=tcpv4 fe=entry-80 be=a.b srv=s-12 ts=00\n0x55ac: proto=unix_stream fe=GLOBAL be=<NONE> srv=<none> ts=00';
    expect(parseSessions(text, {backend: 'a.b', server: 's-1'})).toEqual(['0x55aa']);
  });
});

describe('the state that a reload carries over', () => {
  it('is empty when everything serves', () => {
    expect(carried([running(master), running(slave)])).toEqual([]);
  });

  it('keeps drained servers drained and dead servers down', () => {
    expect(carried([running(master, {isDrained: true}), running(slave, {isRunning: false})])).toEqual([
      {server: master.server, isRunning: true, isDrained: true},
      {server: slave.server, isRunning: false, isDrained: false},
    ]);
  });

  it('lets a new or moved server wait for its check while another serves, and only then', () => {
    const moved = [{...slave, port: 9}, master];
    expect(carried([running(master)])).toEqual([{server: slave.server, isRunning: false, isDrained: false}]);
    expect(carried([running(master), running(slave)], moved)).toEqual([
      {server: slave.server, isRunning: false, isDrained: false},
    ]);
    expect(carried([])).toEqual([]);
    expect(carried([running(master, {isDrained: true})]).map(({server}) => server)).toEqual([master.server]);
    expect(carried([running({...master, server: 'gone'})])).toEqual([]);
  });
});

describe('the comparison of live and configured', () => {
  it('finds nothing when all is as it should be', () => {
    expect(compareState(wanted, [running(master), running(slave, {isDrained: true})])).toEqual([]);
  });

  it('names every difference', () => {
    expect(
      compareState(wanted, [running(master, {weight: 1, port: 9, address: '10.0.0.1'}), running({...slave, server: 'other'})]),
    ).toEqual([
      'acme.prod.shop.http/shop-master-1: address 10.0.0.1 instead of 127.0.0.1',
      'acme.prod.shop.http/shop-master-1: port 9 instead of 21400',
      'acme.prod.shop.http/shop-master-1: weight 1 instead of 256',
      'acme.prod.shop.http/shop-slave-1: missing',
      'acme.prod.shop.http/other: not configured',
    ]);
  });
});
