import {readdirSync, readFileSync} from 'node:fs';
import {dirname, join, normalize, relative} from 'node:path';
import {describe, expect, it} from 'vitest';

const root = join(import.meta.dirname, '..');
const sources = readdirSync(join(root, 'src'), {recursive: true, withFileTypes: true})
  .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
  .map((entry) => relative(root, join(entry.parentPath, entry.name)));

interface Import {
  readonly from: string;
  readonly to: string;
}

const imports: readonly Import[] = sources.flatMap((from) =>
  [
    ...readFileSync(join(root, from), 'utf8').matchAll(
      /(?:^(?:import|export)\b[^;'"]*?\bfrom\s+|^import\s+|\bimport\(\s*)['"]([^'"]+)['"]/gm,
    ),
  ].map(([, to = '']) => ({from, to: to.startsWith('.') ? normalize(join(dirname(from), to)).replace(/\.js$/, '.ts') : to})),
);

/** What may not be imported from where, as prefixes. */
const forbidden = [
  {from: 'src/core/', to: 'src/adapters/', why: 'adapters point at ports, never the other way'},
  {from: 'src/core/', to: 'src/cli/', why: 'the core knows nothing of how it is spoken to'},
  {from: 'src/core/domain/', to: 'src/core/use-cases/', why: 'the domain stands alone'},
  {from: 'src/core/domain/', to: 'src/core/execution/', why: 'the domain stands alone'},
  {from: 'src/core/domain/', to: 'src/core/ports/', why: 'the domain reads nothing from outside'},
  {from: 'src/adapters/', to: 'src/cli/', why: 'adapters do not know who uses them'},
  {from: 'src/adapters/', to: 'src/core/use-cases/', why: 'adapters do what ports say, no more'},
  {from: 'src/adapters/', to: 'src/core/domain/rules/', why: 'adapters check no rule'},
] as const;

/** The one home of each library. */
const homes: Readonly<Record<string, RegExp>> = {
  '@inquirer/core': /^src\/cli\/prompts\.ts$/,
  '@inquirer/prompts': /^src\/cli\/prompts\.ts$/,
  'better-sqlite3': /^src\/adapters\/store\/sqlite\//,
  elkjs: /^src\/adapters\/graph\/picture\/arrange\.ts$/,
  'get-east-asian-width': /^src\/adapters\/graph\/picture\/measure\.ts$/,
  chalk: /^src\/cli\/views\/palette\.ts$/,
  'fast-string-width': /^src\/cli\/views\/render-table\.ts$/,
  execa: /^src\/adapters\/shell\/local-shell\.ts$/,
  mysql2: /^src\/adapters\/(store\/mysql|service-check)\//,
  kysely: /^src\/adapters\/store\//,
  listr2: /^src\/cli\/views\/progress-listr\.ts$/,
  yaml: /^src\/adapters\/yaml\//,
  zod: /^src\/adapters\/(recipes|topology-file|yaml)\//,
  '@oclif/core': /^src\/(cli|commands)\//,
};

describe('the structure', () => {
  it.each(forbidden)('keeps $from from importing $to: $why', ({from, to}) => {
    expect(imports.filter((edge) => edge.from.startsWith(from) && edge.to.startsWith(to))).toEqual([]);
  });

  it('lets the core import nothing but itself and Node', () => {
    expect(
      imports.filter(({from, to}) => from.startsWith('src/core/') && !to.startsWith('src/core/') && !to.startsWith('node:')),
    ).toEqual([]);
  });

  it('lets the domain use no clock, no random and no input', () => {
    const impure = sources.filter(
      (file) =>
        file.startsWith('src/core/domain/') &&
        /Date\.now|new Date\(|Math\.random|randomBytes|process\.|node:fs|node:child_process|node:http/.test(
          readFileSync(join(root, file), 'utf8'),
        ),
    );
    expect(impure).toEqual([]);
  });

  it('gives each library one home', () => {
    const astray = imports.filter(({from, to}) => {
      const library =
        to.startsWith('.') || to.startsWith('src/') || to.startsWith('node:')
          ? null
          : to
              .split('/')
              .slice(0, to.startsWith('@') ? 2 : 1)
              .join('/');
      return library !== null && homes[library] !== undefined && !homes[library].test(from);
    });
    expect(astray).toEqual([]);
  });

  it('has no circles: what imports nothing that is left is taken away, until nothing is', () => {
    const known = new Set(sources);
    let left = imports.filter(({to}) => known.has(to));
    for (let before = -1; before !== left.length;) {
      before = left.length;
      const importing = new Set(left.map(({from}) => from));
      left = left.filter(({to}) => importing.has(to));
    }
    expect(left).toEqual([]);
  });

  it('lets only the composition root and set-up know the adapters', () => {
    const knowing = new Set(
      imports.filter(({from, to}) => from.startsWith('src/c') && to.startsWith('src/adapters/')).map(({from}) => from),
    );
    expect([...knowing].filter((file) => file.startsWith('src/commands/') || file.startsWith('src/core/'))).toEqual([]);
  });

  it('writes to the terminal in one place, where what others have stored is made printable', () => {
    const writing = sources.filter((file) => /process\.std(out|err)\.write/.test(readFileSync(join(root, file), 'utf8')));
    expect(writing).toEqual(['src/cli/streams.ts']);
  });

  it('keeps commands within 60 lines and files within 300', () => {
    const lines = (file: string) => readFileSync(join(root, file), 'utf8').split('\n').length - 1;
    expect(sources.filter((file) => lines(file) > (file.startsWith('src/commands/') ? 60 : 300))).toEqual([]);
  });
});
