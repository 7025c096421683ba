import {readdirSync} from 'node:fs';
import {join, relative} from 'node:path';
import {build} from 'esbuild';
import {lazyImports} from './lazy-imports.mjs';
import {lazyRequires} from './lazy-requires.mjs';
import {apartLibraries, importedNames, libraryEntry} from './libraries.mjs';
import {nativeLibrary} from './native-library.mjs';
import {rawText} from './raw-text.mjs';
import {mysqlCompanions, slimMysql} from './slim-mysql.mjs';

/** Identifiers keep their names, so that stack traces can be read. */
const shared = {
  bundle: true,
  platform: 'node',
  target: 'node22',
  minifyWhitespace: true,
  minifySyntax: true,
  legalComments: 'none',
  metafile: true,
  logLevel: 'warning',
  alias: {'wsl-utils': './scripts/build/no-wsl.mjs'},
};

/** `import()` becomes a require: Node would look for names in the text of a library first. */
const commonJs = {...shared, format: 'cjs', supported: {'dynamic-import': false}};

/**
 * One file with everything that is ours and with oclif, whose modules run when they are first asked for, and one file for each
 * library that most commands never need. Start-up reads the first file and the few others that the command wants.
 * CommonJS, because only there can one file hold modules that run later.
 */
export async function bundle(root, outdir) {
  const names = await namesOfLibraries(root);
  const main = await build({
    ...commonJs,
    ...entryOf(root),
    outfile: join(outdir, 'muster.cjs'),
    plugins: [nativeLibrary, rawText, lazyImports(names), lazyRequires, apartLibraries((name) => `./lib/${name}.cjs`)],
  });
  const libraries = await Promise.all(
    [...names, ...mysqlCompanions(root)].map(([library, used]) =>
      build({
        ...commonJs,
        outfile: join(outdir, 'lib', `${used.file}.cjs`),
        stdin: {contents: libraryEntry(library, used), resolveDir: used.importedFrom},
        plugins: library === 'mysql2' ? [slimMysql] : [],
      }),
    ),
  );
  return [main, ...libraries].map(({metafile}) => metafile);
}

/** A first pass as ECMAScript modules tells what is used of each library; the rest of it is left out. */
async function namesOfLibraries(root) {
  const importers = new Map();
  const {
    outputFiles: [{text}],
  } = await build({
    ...shared,
    ...entryOf(root),
    format: 'esm',
    write: false,
    outdir: 'unused',
    plugins: [
      nativeLibrary,
      rawText,
      apartLibraries((_name, library, from) => {
        if (!importers.has(library)) importers.set(library, from);
        return library;
      }),
    ],
  });
  return importedNames(text, importers);
}

function entryOf(root) {
  const commands = readdirSync(join(root, 'src/commands'), {recursive: true, withFileTypes: true})
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .sort();
  const getters = commands.map((file) => `  get '${commandId(file)}'() { return require('./${file}').default; },`);
  return {
    absWorkingDir: root,
    stdin: {
      resolveDir: root,
      sourcefile: 'muster.js',
      contents: [
        "import {main as run} from './src/cli/main.ts';",
        "import {name, version, description, oclif} from './package.json';",
        `export const commands = {`,
        ...getters,
        '};',
        'export const main = (root, argv) => run({root, commands, about: {name, version, description, oclif}}, argv);',
      ].join('\n'),
    },
  };
}

/** `src/commands/node/add.ts` is `node:add`. */
function commandId(file) {
  return relative('src/commands', file).replace(/\.ts$/, '').replaceAll(/[\\/]/g, ':');
}
