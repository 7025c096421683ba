import {spawn} from 'node:child_process';
import {openSync, closeSync} from 'node:fs';

const patienceMs = 15_000;
/** Those without an end are asked to stop. */
const endless = [/^agent run/, /--follow/];
const stopAfterMs = 700;

/** How a command's three ends are held. */
export const manners = ['pipe', 'pipe', 'pipe', 'terminal', 'terminal', 'asked', 'full-stdout', 'full-stderr', 'gone-reader'];

/** Runs one command line as a process of its own; resolves with what came of it. */
export function execute({cli, argv, env, cwd, manner, input}) {
  const onTerminal = manner === 'terminal' || manner === 'asked';
  const words = [process.execPath, cli, ...argv];
  const full = openSync('/dev/full', 'w');
  const child = onTerminal
    ? // Without output processing a carriage return is one that Muster wrote.
      spawn('script', ['-qec', `stty -opost -echo; exec ${words.map(quoted).join(' ')}`, '/dev/null'], {
        cwd,
        env: {...env, SHELL: '/bin/sh', PATH: '/usr/bin:/bin', ...(manner === 'asked' ? {} : {MUSTER_NO_INPUT: '1'})},
        stdio: [manner === 'asked' ? 'pipe' : 'ignore', 'pipe', 'pipe'],
        detached: true,
      })
    : spawn(words[0], words.slice(1), {
        cwd,
        env,
        stdio: ['pipe', manner === 'full-stdout' ? full : 'pipe', manner === 'full-stderr' ? full : 'pipe'],
        detached: true,
      });
  closeSync(full);
  return finished(child, {argv, manner, input});
}

function finished(child, {argv, manner, input}) {
  const written = {stdout: [], stderr: []};
  const started = performance.now();
  let timedOut = false;
  for (const name of ['stdout', 'stderr']) child[name]?.on('data', (bytes) => written[name].push(bytes));
  if (manner === 'asked') answer(child, input);
  else if (child.stdin) feed(child.stdin, input);
  if (manner === 'gone-reader') child.stdout.destroy();
  const kill = (signal) => {
    try {
      process.kill(-child.pid, signal);
    } catch {}
  };
  const isEndless = endless.some((line) => line.test(argv.join(' ')));
  const stop = isEndless ? setTimeout(() => kill('SIGTERM'), stopAfterMs) : null;
  const limit = setTimeout(() => {
    timedOut = true;
    kill('SIGKILL');
  }, patienceMs);
  return new Promise((resolve) => {
    child.on('close', (code, signal) => {
      clearTimeout(limit);
      clearTimeout(stop);
      const text = (name) => Buffer.concat(written[name]).toString();
      resolve({
        exit: code,
        signal,
        timedOut,
        stopped: isEndless,
        stdout: text('stdout'),
        stderr: text('stderr'),
        ms: performance.now() - started,
      });
    });
  });
}

/** Somebody who answers what is asked, three times at most, and then leaves. */
function answer(child, input) {
  let answered = 0;
  feed(child.stdin, null);
  child.stdout.on('data', (bytes) => {
    if (!/[?:›>] /.test(String(bytes)) || answered > 3) return;
    answered += 1;
    child.stdin.write(answered < 3 ? `${input}\r` : String.fromCharCode(3));
  });
}

function feed(stdin, input) {
  stdin.on('error', () => undefined);
  if (input !== null) stdin.end(input);
}

function quoted(word) {
  return `'${word.replaceAll("'", `'\\''`)}'`;
}
