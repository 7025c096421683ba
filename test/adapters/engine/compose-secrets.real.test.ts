import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {LocalShell} from '../../../src/adapters/shell/local-shell.js';
import type {SecretRef} from '../../../src/core/domain/container.js';
import type {ShellCommand, ShellResult} from '../../../src/core/ports/shell.js';
import {secretKey} from '../../../src/core/ports/secrets.js';
import {docker, realEngine, type RealEngine} from '../../support/real-engine.js';

/** Everything that leaves the process other than by the child's environment. */
class ListeningShell extends LocalShell {
  constructor(readonly trace: string[] = []) {
    super({trace: (line) => trace.push(line)});
  }

  override async run(command: ShellCommand): Promise<ShellResult> {
    this.trace.push(...command.args, String(command.input ?? ''));
    const result = await super.run(command);
    this.trace.push(result.stdout, result.stderr);
    return result;
  }
}

const alphabet = [...'abcXYZ019$$$${}"\'\\#\n\r\t %=:@/&<>|;`~!?*()[].,-_ äß€日😀\u2028\u0085\u007f\ufeff'];

/** The same texts in every run, so that a failure can be repeated. */
function* randomTexts(seed: number): Generator<string> {
  let state = seed;
  const next = (bound: number) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * bound);
  };
  for (;;) yield Array.from({length: 8 + next(40)}, () => alphabet[next(alphabet.length)]).join('');
}

const ref = (index: number): SecretRef => ({org: 'acme', env: 'prod', app: null, name: `S${index}`, version: 1});

describe('a thousand random secrets', () => {
  const shell = new ListeningShell();
  const texts = randomTexts(42);
  const take = (count: number) => Array.from({length: count}, () => String(texts.next().value));
  const values = take(1000);
  const literals = take(200);
  let rig: RealEngine;
  beforeAll(async () => {
    rig = await realEngine(shell);
    const secrets = new Map(values.map((value, index) => [secretKey(ref(index)), value]));
    const environment = (container: number) =>
      Object.fromEntries([
        ...values
          .map((_value, index) => [`S${index}`, [{secret: ref(index)}]] as const)
          .filter((_pair, index) => index % 4 === container),
        ...values
          .map((_value, index) => [`U${index}`, ['redis://:', {secret: ref(index), encode: 'uri' as const}, '@h$1/#']] as const)
          .filter((_pair, index) => index % 40 === container),
        ...literals.map((literal, index) => [`L${index}`, literal] as const),
      ]);
    await rig.start(
      [0, 1, 2, 3].map((container) => rig.spec(`c${container}`, {environment: environment(container)})),
      secrets,
    );
  });
  afterAll(async () => rig.dispose());

  it.each([0, 1, 2, 3])('arrive byte by byte, and so do literals (container %i)', async (container) => {
    const raw = await docker('exec', `${rig.project}-c${container}-1`, 'cat', '/proc/1/environ');
    const arrived = new Map(
      raw.split('\0').map((entry): [string, string] => [entry.slice(0, entry.indexOf('=')), entry.slice(entry.indexOf('=') + 1)]),
    );
    const wrong = values.flatMap((value, index) =>
      index % 4 === container && arrived.get(`S${index}`) !== value ? [[value, arrived.get(`S${index}`)]] : [],
    );
    expect(wrong).toEqual([]);
    const wrongUrls = values.flatMap((value, index) =>
      index % 40 === container && arrived.get(`U${index}`) !== `redis://:${encodeURIComponent(value)}@h$1/#`
        ? [[value, arrived.get(`U${index}`)]]
        : [],
    );
    expect(wrongUrls).toEqual([]);
    expect(literals.filter((literal, index) => arrived.get(`L${index}`) !== literal)).toEqual([]);
  });

  it('are found in no argument, input, output or trace', () => {
    const said = shell.trace.join('\n');
    expect(shell.trace.length).toBeGreaterThan(0);
    expect(
      values.filter(
        (value) =>
          said.includes(value) || said.includes(JSON.stringify(value).slice(1, -1)) || said.includes(encodeURIComponent(value)),
      ),
    ).toEqual([]);
  });

  it('start nothing again when nothing changed', async () => {
    const before = (await rig.observed()).map((container) => container.id).sort();
    expect(before).toHaveLength(4);
    expect(shell.trace.filter((text) => text === 'up')).toHaveLength(1);
  });
});
