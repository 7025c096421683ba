import {describe, expect, it} from 'vitest';
import * as kinds from '../../src/core/domain/values/kinds.js';

const cell = (text: string) => text.replaceAll('|', '\\|');

describe('the page of values', () => {
  it('is what the grammars say (update with --update)', async () => {
    const all = Object.values(kinds).toSorted((a, b) => (a.name < b.name ? -1 : 1));
    const page = [
      '# Values',
      '',
      'Each kind of value has one grammar. Flags, their `MUSTER_…` variables, topology files, recipes and what is imported are read by it, and a rule (`VALUE_INVALID`) asks it once more before anything is stored. A value that is none is refused with exit 2 at a flag and in a file, which names the line, and with exit 3 by the rule. Rules alone (`ENTRY_INVALID`, `WEIGHT_INVALID`, `HEARTBEAT_TOO_SHORT`, exit 3) tell of the address of an entry, and of a whole number that is out of the range of a weight or a heartbeat, together with all else that is wrong.',
      '',
      'Equal spellings are kept as one, so that a second `apply` of another spelling changes nothing.',
      '',
      '| value | it must be | example |',
      '|---|---|---|',
      ...all.map(({name, form, example}) => `| ${name} | ${cell(form)} | \`${example}\` |`),
      '',
      '## Spellings',
      '',
      '| value | as written | as kept |',
      '|---|---|---|',
      ...all.flatMap(({name, spellings = []}) => spellings.map(([one, kept]) => `| ${name} | \`${one}\` | \`${kept}\` |`)),
      '',
      'A host of `ssh://` without a dot may be an alias of the configuration of OpenSSH, where letter case and port count: both stay as they are written. Two such spellings are one machine all the same.',
      '',
    ];
    await expect(page.join('\n')).toMatchFileSnapshot('../../docs/values.md');
  });

  it.each(Object.values(kinds).flatMap(({name, spellings = [], read}) => spellings.map((pair) => [name, ...pair, read] as const)))(
    '%s %s is kept as %s',
    (_, text, kept, read) => {
      expect(read(text)).toEqual({ok: kept});
    },
  );
});
