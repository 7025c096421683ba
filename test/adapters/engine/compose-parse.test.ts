import {describe, expect, it} from 'vitest';
import {
  parseComposeVersion,
  parseContainer,
  parseEnvironment,
  parseHealth,
  parseListener,
  parseLog,
} from '../../../src/adapters/engine/compose/parse.js';
import {containerLabelsFor} from '../../support/container-specs.js';

describe('parse', () => {
  it('reads a container of the list', () => {
    const summary = {
      Id: 'abc',
      Names: ['/acme-web-1-1'],
      Image: 'hello:1',
      State: 'running',
      Status: 'Up 3 seconds (healthy)',
      Labels: {...containerLabelsFor({installation: 'x', name: 'web-1'}), 'com.docker.compose.project': 'acme'},
      Ports: [{PublicPort: 21501}, {PublicPort: 21500}, {PublicPort: 21500}, {}],
    };
    expect(parseContainer(summary, 'web-1')).toEqual({
      id: 'abc',
      containerName: 'acme-web-1-1',
      node: 'web-1',
      project: 'acme',
      kind: 'instance',
      org: 'acme',
      env: 'prod',
      app: 'hello',
      name: 'web-1',
      role: 'web',
      version: '1',
      generation: '',
      spec: 'spec-1',
      judgedBy: '',
      image: 'hello:1',
      state: 'running',
      health: 'healthy',
      hostPorts: [21500, 21501],
    });
  });

  it.each([
    ['running', 'Up 2 minutes', 'none'],
    ['running', 'Up 2 minutes (healthy)', 'healthy'],
    ['running', 'Up 2 minutes (unhealthy)', 'unhealthy'],
    ['running', 'Up 1 second (health: starting)', 'starting'],
    ['exited', 'Exited (0) 2 minutes ago', 'none'],
    ['paused', 'Up 2 minutes (Paused)', 'none'],
  ])('reads health of %s, %s: %s', (State, Status, expected) => {
    expect(parseHealth({State, Status})).toBe(expected);
  });

  it.each([
    ['2.26.1-4', '2.26.1'],
    ['v2.3.3', '2.3.3'],
    ['Docker Compose version v5.0.1', '5.0.1'],
    ['1.29.2', null],
    ['', null],
  ])('reads compose version %j: %j', (text, expected) => {
    expect(parseComposeVersion(text)).toBe(expected);
  });

  it('reads variables whose values hold equal signs and lines', () => {
    expect(parseEnvironment(['A=1=2\n3', 'B=', 'C'])).toEqual({A: '1=2\n3', B: '', C: ''});
  });

  it("reads log pieces with headers, and a terminal's log without", () => {
    const piece = (text: string) =>
      Buffer.concat([Buffer.from([1, 0, 0, 0, 0, 0, 0, Buffer.byteLength(text)]), Buffer.from(text)]);
    expect(parseLog(Buffer.concat([piece('one\n'), piece('zwei ä\n')]), false)).toEqual(['one', 'zwei ä']);
    expect(parseLog(Buffer.from('one\r\ntwo\r\n'), true)).toEqual(['one', 'two']);
  });

  it('reads who listens', () => {
    expect(parseListener('LISTEN 0 5 127.0.0.1:21991 0.0.0.0:* users:(("python3",pid=11536,fd=3))')).toBe('python3');
    expect(parseListener('')).toBeNull();
  });
});
