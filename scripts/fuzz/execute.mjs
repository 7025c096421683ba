import {spawn} from 'node:child_process';
import {openSync, closeSync} from 'node:fs';

const patienceMs = 15_000;
/** Those without an end are asked to stop once they have said something, or when they have nothing to say. */
const endless = [/^agent run/, /--follow/];
const silenceMs = 8_000;
const mostAnswers = 3;
/** Who has written nothing for so long waits for an answer. */
const quietMs = 400;

/** How a command's three ends are held. */
export const manners = ['pipe', 'pipe', 'pipe', 'terminal', 'terminal', 'asked', 'full-stdout', 'full-stderr', 'gone-reader'];

/** Runs one command line as a process of its own; resolves with what came of it. */
export function execute({cli, argv, env, cwd, manner, input}) {
  const onTerminal = manner === 'terminal' || manner === 'asked';
  const words = [process.execPath, cli, ...argv];
  const full = openSync('/dev/full', 'w');
  const child = onTerminal
    ? // Without output processing a carriage return is one that Muster wrote.
      spawn('script', ['-qec', `stty -opost -echo; PATH=${quoted(env.PATH)}; exec ${words.map(quoted).join(' ')}`, '/dev/null'], {
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
  const stop = isEndless ? setTimeout(() => kill('SIGTERM'), silenceMs) : null;
  if (isEndless) for (const name of ['stdout', 'stderr']) child[name]?.once('data', () => kill('SIGTERM'));
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

/** Somebody who answers as often as it falls quiet, three times at most, and then leaves. */
function answer(child, input) {
  let answered = 0;
  let quiet = null;
  const type = () => {
    answered += 1;
    child.stdin.write(answered <= mostAnswers ? `${input}\r` : String.fromCharCode(3));
    quiet = setTimeout(type, quietMs);
  };
  feed(child.stdin, null);
  child.stdout.on('data', () => {
    clearTimeout(quiet);
    quiet = setTimeout(type, quietMs);
  });
  child.on('close', () => clearTimeout(quiet));
}

function feed(stdin, input) {
  stdin.on('error', () => undefined);
  if (input !== null) stdin.end(input);
}

function quoted(word) {
  return `'${word.replaceAll("'", `'\\''`)}'`;
}
