import {describe, expect, it} from 'vitest';
import type {SecretRef} from '../../../src/core/domain/container.js';
import {renderProject, secretVariables} from '../../../src/adapters/engine/compose/render.js';
import {secretKey} from '../../../src/core/ports/secrets.js';
import {containerSpec} from '../../support/container-specs.js';

const password: SecretRef = {org: 'acme', env: 'prod', app: null, name: 'DB_PASSWORD', version: 1};
const key: SecretRef = {org: 'acme', env: 'prod', app: 'hello', name: 'KEY', version: 3};

function render(...containers: Parameters<typeof containerSpec>[]) {
  return renderProject({name: 'acme-prod', containers: containers.map((given) => containerSpec(...given))});
}

function service(change: NonNullable<Parameters<typeof containerSpec>[1]>) {
  return JSON.parse(render(['web-1', change]).text).services['web-1'];
}

describe('renderProject', () => {
  it('writes one service for each container', () => {
    const file = JSON.parse(
      render(
        ['web-1'],
        [
          'web-2',
          {
            imageId: 'sha256:abc',
            command: ['serve', '--x'],
            stopGraceMs: 2500,
            ports: [{hostAddress: '127.0.0.1', hostPort: 21500, containerPort: 8080}],
            network: {kind: 'bridge', name: 'muster-net', aliases: ['db']},
            volumes: [
              {kind: 'volume', source: 'muster-data', path: '/data'},
              {kind: 'bind', source: '/srv', path: '/srv'},
            ],
            healthcheck: {test: 'wget -q x', intervalMs: 500, timeoutMs: 1000, retries: 3, startPeriodMs: 10_000},
          },
        ],
      ).text,
    );
    expect(file).toMatchSnapshot();
  });

  it.each([
    ['environment', {environment: {A: 'a$b-${c}-$$'}}, (rendered: ReturnType<typeof service>) => rendered.environment.A],
    ['command', {command: ['a$b-${c}-$$']}, (rendered: ReturnType<typeof service>) => rendered.command[0]],
    [
      'health check',
      {healthcheck: {test: 'a$b-${c}-$$', intervalMs: 1, timeoutMs: 1, retries: 1, startPeriodMs: 1}},
      (rendered: ReturnType<typeof service>) => rendered.healthcheck.test[1],
    ],
    ['label', {labels: {x: 'a$b-${c}-$$'}}, (rendered: ReturnType<typeof service>) => rendered.labels.x],
  ])('doubles every dollar of a %s', (_where, change, pick) => {
    expect(pick(service(change))).toBe('a$$b-$${c}-$$$$');
  });

  it('runs the image id where it is known', () => {
    expect(service({imageId: 'sha256:abc'}).image).toBe('sha256:abc');
    expect(service({}).image).toBe('tiny:1');
  });

  it('publishes nothing of a container on the host network', () => {
    expect(service({ports: [{hostAddress: '127.0.0.1', hostPort: 1, containerPort: 1}]})).not.toHaveProperty('ports');
  });

  it('escapes what YAML would take for a line break or refuse', () => {
    const {text} = render(['web-1', {environment: {A: 'a\u2028b\u0085c\u007fd\ufeffe😀'}}]);
    expect(text).toContain('a\\u2028b\\u0085c\\u007fd\\ufeffe😀');
    expect(JSON.parse(text).services['web-1'].environment.A).toBe('a\u2028b\u0085c\u007fd\ufeffe😀');
  });

  it('gives the same text whatever the order of the variables', () => {
    const secret = [{secret: password}];
    expect(render(['a', {environment: {B: '1', A: secret}}])).toEqual(render(['a', {environment: {A: secret, B: '1'}}]));
  });

  it('keeps the version out of the labels of a volume', () => {
    const file = JSON.parse(render(['web-1', {volumes: [{kind: 'volume', source: 'v', path: '/v'}]}]).text);
    expect(file.volumes.v).toEqual({
      name: 'v',
      labels: {'muster.installation': 'test', 'muster.org': 'acme', 'muster.env': 'prod', 'muster.app': 'hello'},
    });
  });
});

describe('secretVariables', () => {
  const values = new Map([
    [secretKey(password), 'p@ss $x"\n'],
    [secretKey(key), 'k'],
  ]);

  it('joins literals and secrets into one variable, and the file has no secret in it', () => {
    const rendered = render(
      [
        'a',
        {
          environment: {
            DSN: ['redis://:', {secret: password, encode: 'uri'}, '@host$1/0'],
            RAW: [{secret: password}],
            PLAIN: ['x', '$y'],
          },
        },
      ],
      ['b', {environment: {KEY: [{secret: key}]}}],
    );
    const {services} = JSON.parse(rendered.text);
    expect(services.a.environment).toEqual({DSN: '${MUSTER_SECRET_0}', PLAIN: 'x$$y', RAW: '${MUSTER_SECRET_1}'});
    expect(services.b.environment).toEqual({KEY: '${MUSTER_SECRET_2}'});
    expect(secretVariables(rendered, values)).toEqual({
      MUSTER_SECRET_0: 'redis://:p%40ss%20%24x%22%0A@host$1/0',
      MUSTER_SECRET_1: 'p@ss $x"\n',
      MUSTER_SECRET_2: 'k',
    });
    expect(rendered.text).not.toContain('p@ss');
  });

  it('refuses to start anything with a secret whose value it was not given', () => {
    expect(() => secretVariables(render(['a', {environment: {K: [{secret: key}]}}]), new Map())).toThrow('acme/prod/hello/KEY@3');
  });
});
