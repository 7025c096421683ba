import {connect} from 'node:net';
import {describe, expect, it, onTestFinished} from 'vitest';
import {HttpAgentServer} from '../../../src/adapters/agent-server/http-agent-server.js';
import type {AgentReport} from '../../../src/core/ports/agent-server.js';

const report: AgentReport = {
  identity: {installation: 'a'.repeat(32), cluster: 'EAST', version: '1.2.3'},
  health: {
    healthy: true,
    reasons: [],
    standing: 'active',
    store: {reachable: true, code: null, message: null},
    lastBeat: {at: '2026-01-01T00:00:00.000Z', ageMs: 10},
    holder: null,
    conflict: null,
  },
  measures: {heartbeatSeconds: 30, beats: 12, failures: 3, beatingMs: 240, lastBeatMs: 1_767_225_600_000, address: 'reached'},
};

async function listening(of: AgentReport = report): Promise<string> {
  const {url, close} = await new HttpAgentServer().listen({host: '127.0.0.1', port: 0}, () => of);
  onTestFinished(close);
  return url;
}

describe('the address of an agent', () => {
  it('says who answers, and nothing else', async () => {
    const response = await fetch(`${await listening()}/identity`);
    expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(await response.json()).toEqual(report.identity);
  });

  it('answers 200 while the agent is healthy and 503 with the reasons while it is not', async () => {
    expect((await fetch(`${await listening()}/healthz`)).status).toBe(200);
    const health = {...report.health, healthy: false, reasons: ['The store does not answer.']};
    const sick = await fetch(`${await listening({...report, health})}/healthz`);
    expect(sick.status).toBe(503);
    expect(await sick.json()).toMatchObject({reasons: ['The store does not answer.']});
  });

  it('gives numbers in the form of Prometheus', async () => {
    const response = await fetch(`${await listening()}/metrics`);
    expect(response.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
    const text = await response.text();
    for (const line of text.trimEnd().split('\n'))
      expect(line).toMatch(/^(# (HELP|TYPE) [a-z_]+ .+|[a-z_]+(\{[a-z]+="[^"]*"(,[a-z]+="[^"]*")*\})? -?[\d.e+-]+)$/);
    expect(text).toContain(`muster_agent_info{installation="${'a'.repeat(32)}",cluster="EAST",version="1.2.3"} 1\n`);
    expect(text).toContain('\nmuster_agent_beats_total 12\n');
    expect(text).toContain('\nmuster_agent_beat_failures_total 3\n');
    expect(text).toContain('\nmuster_agent_beat_duration_seconds_sum 0.24\nmuster_agent_beat_duration_seconds_count 12\n');
    expect(text).toContain('\nmuster_agent_last_beat_timestamp_seconds 1767225600\n');
    expect(text).toContain('\nmuster_agent_address_state{state="reached"} 1\nmuster_agent_address_state{state="silent"} 0\n');
    expect(text).toMatch(/^process_resident_memory_bytes [1-9]\d+$/m);
  });

  it('leaves out what is not known, and writes labels so that they can be read', async () => {
    const odd: AgentReport = {
      ...report,
      identity: {...report.identity, version: '1"2\\3\n4'},
      measures: {...report.measures, lastBeatMs: null, address: null},
    };
    const text = await (await fetch(`${await listening(odd)}/metrics`)).text();
    expect(text).toContain('version="1\\"2\\\\3\\n4"');
    expect(text).not.toMatch(/last_beat_timestamp|address_state/);
  });

  it('answers only GET and HEAD, of what there is', async () => {
    const url = await listening();
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS']) {
      const refused = await fetch(`${url}/identity`, {method});
      expect([refused.status, refused.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
    }
    const head = await fetch(`${url}/identity?now`, {method: 'HEAD'});
    expect([head.status, await head.text()]).toEqual([200, '']);
    for (const path of ['/', '/identity/', '/__proto__', '/constructor', '/../identity%00'])
      expect((await fetch(url + path)).status, path).toBe(404);
  });

  it('ends at once, whoever is still connected', async () => {
    const {url, close} = await new HttpAgentServer().listen({host: '127.0.0.1', port: 0}, () => report);
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    const gone = new Promise((resolve) => socket.once('close', resolve));
    await new Promise((resolve) => socket.once('connect', resolve));
    socket.on('error', () => undefined);
    socket.write('GET /identity HTTP/1.1\r\n');
    await close();
    await gone;
    await expect(fetch(url)).rejects.toThrow();
  });

  it('listens on IPv6 too, and says which address is another’s', async () => {
    const {url, close} = await new HttpAgentServer().listen({host: '::1', port: 0}, () => report);
    onTestFinished(close);
    expect(url).toMatch(/^http:\/\/\[::1\]:\d+$/);
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
    const again = new HttpAgentServer().listen({host: '::1', port: Number(new URL(url).port)}, () => report);
    await expect(again).rejects.toMatchObject({code: 'LISTEN_TAKEN', exitCode: 7});
    const elsewhere = new HttpAgentServer().listen({host: '192.0.2.1', port: 0}, () => report);
    await expect(elsewhere).rejects.toMatchObject({code: 'LISTEN_ELSEWHERE', exitCode: 7});
  });
});
