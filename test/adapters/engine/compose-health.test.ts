import {describe, expect, it} from 'vitest';
import type {ContainerDetail} from '../../../src/adapters/engine/compose/docker-types.js';
import {judge, patienceMs, type Look} from '../../../src/adapters/engine/compose/health.js';

const spec = {
  healthcheck: {test: ['true'], intervalMs: 1000, timeoutMs: 500, retries: 2, startPeriodMs: 5000},
  minHealthyMs: 3000,
};

function look(change: {status?: string; health?: string; restarts?: number; startedMs?: number; nowMs?: number}): Look {
  const {status = 'running', health, restarts = 0, startedMs = 100, nowMs = 4000} = change;
  const detail: ContainerDetail = {
    Id: 'x',
    RestartCount: restarts,
    Image: 'sha256:1',
    HostConfig: {PortBindings: {}},
    Mounts: [],
    Config: {Image: 'hello:1', Env: [], Cmd: [], Entrypoint: null, User: '', Tty: false, Labels: {}},
    State: {
      Status: status,
      ExitCode: 1,
      OOMKilled: false,
      StartedAt: new Date(startedMs).toISOString(),
      ...(health ? {Health: {Status: health, Log: null}} : {}),
    },
  };
  return {detail, restarts, nowMs, beganMs: 0};
}

describe('judge', () => {
  it.each([
    ['healthy and up long enough', look({health: 'healthy'}), 'ready'],
    ['healthy but young', look({health: 'healthy', nowMs: 3000}), 'waiting'],
    ['without a health check and up long enough', look({}), 'ready'],
    ['still starting', look({health: 'starting'}), 'waiting'],
    ['between two crashes', look({status: 'restarting', restarts: 2}), 'waiting'],
    ['crashed three times', look({status: 'running', restarts: 3, health: 'healthy'}), 'failed'],
    ['unhealthy since we started it', look({health: 'unhealthy'}), 'failed'],
    ['unhealthy before we came', look({health: 'unhealthy', startedMs: -1}), 'waiting'],
    ['not healthy after all patience', look({health: 'starting', nowMs: patienceMs(spec) + 1}), 'failed'],
    ['not running after all patience', look({status: 'created', nowMs: patienceMs(spec) + 1}), 'failed'],
  ])('a container %s', (_what, given, expected) => {
    expect(judge(given, spec).kind).toBe(expected);
  });

  it.each([
    {
      log: 'GET http://127.0.0.1:80/up: status 302 instead of 200-299: \n',
      told: 'failed 3 times: GET http://127.0.0.1:80/up: status 302 instead of 200-299:',
    },
    {log: '', told: 'failed 3 times: GET http://127.0.0.1:80/up: exit code 1, without output'},
    {
      log: 'OCI runtime exec failed: exec failed: unable to start container process: exec: "/bin/sh": stat /bin/sh: no such file or directory: unknown',
      told: 'failed 3 times: GET http://127.0.0.1:80/up: OCI runtime exec failed: exec failed: unable to start container process: exec: "/bin/sh": stat /bin/sh: no such file or directory: unknown; the image has no such program, and its health check needs one',
    },
    {
      log: 'Health check exceeded timeout (5s)',
      told: 'failed 3 times: GET http://127.0.0.1:80/up: Health check exceeded timeout (5s)',
    },
  ])('tells what was asked, how often it failed and what it said last: $log', ({log, told}) => {
    const sick = look({health: 'unhealthy'});
    const Health = {
      Status: 'unhealthy',
      FailingStreak: 3,
      Log: [
        {Output: 'before', ExitCode: 1},
        {Output: log, ExitCode: 1},
      ],
    };
    const detail = {...sick.detail, State: {...sick.detail.State, Health}};
    const asking = {...spec, healthcheck: {...spec.healthcheck, asks: 'GET http://127.0.0.1:80/up'}};
    expect(judge({...sick, detail}, asking)).toEqual({kind: 'failed', reason: `its health check ${told}`});
  });

  it('has as much patience as the engine and a little more', () => {
    expect(patienceMs(spec)).toBe(5000 + 2 * 1500 + 2000);
  });
});
