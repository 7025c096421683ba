import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import {parse} from '@oclif/core/parser';
import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import type {Definitions} from '../../src/cli/meaning.js';
import {readTyped} from '../../src/cli/typed-line.js';

const flags = {
  env: Flags.string({char: 'e'}),
  file: Flags.string({char: 'f', multiple: true}),
  label: Flags.string({multiple: true, multipleNonGreedy: true}),
  quiet: Flags.boolean({char: 'q'}),
  yes: Flags.boolean({char: 'y'}),
  secrets: Flags.boolean({allowNo: true}),
};
const definitions = flags as unknown as Definitions;
const read = (...words: string[]) => readTyped(words, definitions);

describe('a typed line', () => {
  it('has arguments, and values by flag', () => {
    const line = read('prod', '--env', 'a', '-q', 'web-1', '--label=x=1', '--label', 'y=2', '-eb');
    expect(line.positionals).toEqual(['prod', 'web-1']);
    expect(Object.fromEntries(line.flags)).toEqual({env: ['a', 'b'], quiet: [], label: ['x=1', 'y=2']});
  });

  it('waits for the value of its last flag', () => {
    expect(read('prod', '--env').open).toBe('env');
    expect(read('prod', '--env', 'a').open).toBeNull();
    expect(read('prod', '-q').open).toBeNull();
  });

  it('gives a flag that takes several all the words that follow', () => {
    expect(read('-f', 'a', 'b')).toMatchObject({positionals: [], greedy: 'file'});
    expect(read('-f', 'a', '--label', 'x=1', 'b')).toMatchObject({positionals: ['b'], greedy: null});
  });

  it('has only arguments after --', () => {
    expect(read('-f', 'a', '--', '--env', 'b')).toMatchObject({positionals: ['--env', 'b'], greedy: null, ended: true});
  });

  it('is read as the parser reads it', async () => {
    const word = fc.constantFrom(
      'a',
      'b',
      '--env',
      '-e',
      '--env=x',
      '-f',
      '--file',
      '-q',
      '-y',
      '--label',
      '--label=z',
      '--no-secrets',
      '--',
      '--secrets',
    );
    await fc.assert(
      fc.asyncProperty(fc.array(word, {maxLength: 8}), async (words) => {
        const args = {first: Args.string({ignoreStdin: true}), rest: Args.string({ignoreStdin: true})};
        // What it refuses, such as a flag without its value, nobody has to read alike.
        const parsed = await parse(words, {args, flags, strict: false}).catch(() => null);
        if (parsed === null) return;
        const raw = parsed.raw as readonly {readonly type: string; readonly flag?: string; readonly input: string}[];
        const typed = readTyped(words, definitions);
        expect(typed.positionals).toEqual(raw.filter(({type}) => type === 'arg').map(({input}) => input));
        for (const name of ['env', 'file', 'label'])
          expect(typed.flags.get(name) ?? []).toEqual(raw.filter(({flag}) => flag === name).map(({input}) => input));
      }),
      {numRuns: 500},
    );
  });
});
