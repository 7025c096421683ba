import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, it} from 'vitest';
import {aCli} from '../support/run-cli.js';

const root = join(import.meta.dirname, '..', '..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const documents = ['README.md', 'CONTRIBUTING.md', 'ARCHITECTURE.md', ...readdirSync(join(root, 'docs')).filter((file) => file.endsWith('.md')).map((file) => join('docs', file))];
const known = JSON.parse(read('oclif.manifest.json')) as {readonly commands: Readonly<Record<string, {readonly flags: Readonly<Record<string, {readonly char?: string}>>}>>};

interface Mention {
  readonly file: string;
  readonly line: string;
}

/** Every `muster …` in a code span or at the beginning of a line of a code block. */
const mentions: readonly Mention[] = documents.flatMap((file) =>
  [...read(file).matchAll(/(?:`|^(?:\$ )?)(muster [a-z][^`\n#]*)/gm)].map(([, line = '']) => ({file, line: line.trim()})));

describe('the documents', () => {
  it.each(readdirSync(join(root, 'examples')).filter((file) => file.endsWith('.yaml')))('examples/%s is a valid topology', async (file) => {
    const cli = await aCli();
    expect(await cli.run(['topology', 'validate', '-f', join(root, 'examples', file), '--json'])).toMatchObject({exit: 0});
  });

  it('the README shows a valid topology', async () => {
    const cli = await aCli();
    const [, yaml = ''] = /cat cluster\.yaml\n([\s\S]*?)\$ muster/.exec(read('README.md')) ?? [];
    expect(await cli.run(['topology', 'validate', '-f', cli.write('cluster.yaml', yaml), '--json'])).toMatchObject({exit: 0});
  });

  it('the recipe of the documentation is one', async () => {
    const cli = await aCli();
    const [, yaml = ''] = /```yaml\n([\s\S]*?)```/.exec(read('docs/recipes.md')) ?? [];
    expect(await cli.run(['app', 'create', 'shop', '--recipe', cli.write('shop.yaml', yaml), '--json'])).toMatchObject({exit: 0, json: {data: {changed: true}}});
  });

  it('the large fleet of the documentation is recorded as it says', async () => {
    const cli = await aCli();
    const [, lines = '', session = ''] = /```ndjson\n([\s\S]*?)```[\s\S]*?```console\n([\s\S]*?)```/.exec(read('docs/large-fleets.md')) ?? [];
    cli.write('fleet.ndjson', lines);
    let told = '';
    for (const [, command = ''] of session.matchAll(/^\$ muster (.*)$/gm)) told += `$ muster ${command}\n${(await cli.run(command)).stdout}`;
    expect(told).toBe(session);
  });

  it.each(mentions)('$file: `$line` is a command, with its flags', ({line}) => {
    const words = line.split(/\s+/).slice(1);
    const ids = [words.slice(0, 2).join(':'), words[0] as string];
    const command = ids.map((id) => known.commands[id]).find((found) => found !== undefined);
    expect(command, line).toBeDefined();
    const flags = Object.entries(command?.flags ?? {}).flatMap(([name, {char}]) => [`--${name}`, ...(char ? [`-${char}`] : [])]);
    for (const word of words.filter((candidate) => /^--?[a-z]/.test(candidate))) expect([...flags, '--help', '--json']).toContain(word.split('=')[0]);
  });

  it('every command has its `muster` examples shown with real flags', () => {
    expect(mentions.length).toBeGreaterThan(10);
  });

  it('names files that are there', () => {
    const missing = documents.flatMap((file) => [...read(file).matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(([, to = '']) => to).filter((to) => {
      try {
        readdirSync(join(root, file, '..', to));
      } catch (error) {
        return (error as NodeJS.ErrnoException).code !== 'ENOTDIR';
      }
      return false;
    }).map((to) => `${file} → ${to}`));
    expect(missing.filter((link) => !link.includes('benchmarks'))).toEqual([]);
  });
});
