import {afterEach, describe, expect, it} from 'vitest';
import {LocalShell} from '../../../src/adapters/shell/local-shell.js';

const shell = new LocalShell();
const sh = (script: string) => ({file: 'sh', args: ['-c', script]});

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

async function until(condition: () => boolean): Promise<void> {
  await expect.poll(condition, {timeout: 5000, interval: 20}).toBe(true);
}

describe('LocalShell', () => {
  afterEach(() => {
    delete process.env['COMPOSE_FILE'];
    delete process.env['MUSTER_KEY'];
    delete process.env['MUSTER_DB_PASSWORD'];
  });

  it('returns what the program wrote and its exit code', async () => {
    expect(await shell.run(sh('echo out; echo err >&2; exit 3'))).toEqual({
      exit: 3,
      stdout: 'out',
      stderr: 'err',
      timedOut: false,
      missing: false,
    });
  });

  it('says that a program does not exist', async () => {
    expect(await shell.run({file: 'no-such-program-anywhere', args: []})).toMatchObject({
      exit: 127,
      missing: true,
      timedOut: false,
    });
  });

  it('gives a program that a signal ended 128 plus the number of the signal', async () => {
    expect(await shell.run(sh('kill -9 $$'))).toMatchObject({exit: 137, missing: false, timedOut: false});
  });

  it('passes the input, and closes the input when there is none', async () => {
    expect((await shell.run({file: 'cat', args: [], input: 'ä\n$x'})).stdout).toBe('ä\n$x');
    expect((await shell.run({file: 'cat', args: [], timeoutMs: 3000})).exit).toBe(0);
  });

  it('keeps compose settings and our own secrets from the child', async () => {
    Object.assign(process.env, {COMPOSE_FILE: 'other.yml', MUSTER_KEY: 'k', MUSTER_DB_PASSWORD: 'p'});
    const {stdout} = await shell.run({...sh('env'), env: {MUSTER_SECRET_0: 'given'}});
    expect(stdout).toContain('MUSTER_SECRET_0=given');
    expect(stdout).toMatch(/^PATH=/m);
    expect(stdout).not.toMatch(/^(COMPOSE_FILE|MUSTER_KEY|MUSTER_DB_PASSWORD)=/m);
  });

  it('ends the whole process group at the timeout', async () => {
    const result = await shell.run({...sh('sleep 60 & echo $!; wait'), timeoutMs: 300});
    expect(result.timedOut).toBe(true);
    await until(() => !isAlive(Number(result.stdout)));
  });

  it('ends the whole process group when it is aborted', async () => {
    const abort = new AbortController();
    setTimeout(() => abort.abort(), 200);
    const result = await shell.run({...sh('sleep 60 & echo $!; wait'), signal: abort.signal});
    expect(result.exit).toBeGreaterThan(128);
    await until(() => !isAlive(Number(result.stdout)));
  });

  it('masks secrets in output and trace', async () => {
    const trace: string[] = [];
    const traced = new LocalShell({trace: (line) => trace.push(line)});
    const {stdout} = await traced.run({file: 'echo', args: ['pa$$word'], redact: ['pa$$word']});
    expect(stdout).toBe('••••');
    expect(trace[0]).toBe('$ echo ••••');
    expect(trace.join('\n')).not.toContain('pa$$word');
  });

  it('yields lines of both streams as they come', async () => {
    const lines: string[] = [];
    for await (const line of shell.lines(sh('echo one; sleep 0.05; echo two >&2; sleep 0.05; printf three'))) lines.push(line);
    expect(lines).toEqual(['one', 'two', 'three']);
  });

  it.each([
    ['a program that fails', sh('echo said; exit 4'), ['said']],
    ['a program that does not exist', {file: 'no-such-program-anywhere', args: []}, []],
  ])('yields the lines of %s without throwing', async (_what, command, expected) => {
    const lines: string[] = [];
    for await (const line of shell.lines(command)) lines.push(line);
    expect(lines).toEqual(expected);
  });

  it('ends the program of the lines when it is aborted', async () => {
    const abort = new AbortController();
    const lines: string[] = [];
    for await (const line of shell.lines({...sh('echo one; sleep 60'), signal: abort.signal})) {
      lines.push(line);
      abort.abort();
    }
    expect(lines).toEqual(['one']);
  });

  it('ends the program when nobody wants more lines', async () => {
    let pid = 0;
    for await (const line of shell.lines(sh('echo $$; while :; do echo more; sleep 0.01; done'))) {
      if (pid === 0) pid = Number(line);
      else break;
    }
    expect(pid).toBeGreaterThan(0);
    await until(() => !isAlive(pid));
  });

  it('starts a program that gets its input and no end of it, and reads it until it is stopped', async () => {
    const program = await shell.start({file: 'sh', args: ['-s'], input: 'echo $$; echo hello; exec cat\n'});
    const lines: string[] = [];
    const reading = (async () => {
      for await (const line of program.lines) lines.push(line);
    })();
    await until(() => lines.length === 2);
    expect(lines[1]).toBe('hello');
    expect(isAlive(Number(lines[0]))).toBe(true);
    await program.stop();
    await reading;
    expect(isAlive(Number(lines[0]))).toBe(false);
  });

  it('reads a started program to its end, even one that never was there', async () => {
    for (const [command, expected] of [
      [sh('echo one; echo two >&2; exit 3'), ['one', 'two']],
      [{file: 'no-such-program-anywhere', args: []}, []],
    ] as const) {
      const lines: string[] = [];
      for await (const line of (await shell.start(command)).lines) lines.push(line);
      expect(lines).toEqual(expected);
    }
  });
});
