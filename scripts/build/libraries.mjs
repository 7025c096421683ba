import {dirname} from 'node:path';

/** Libraries with a file of their own: those that are big, or that only few commands need. */
const apart = [
  '@inquirer/core',
  '@inquirer/prompts',
  '@redis/client',
  'chalk',
  'cli-spinners',
  'debug',
  'ejs',
  'elkjs/lib/elk.bundled.js',
  'execa',
  'kysely',
  'lilconfig',
  'listr2',
  'minimatch',
  'mysql2',
  'tinyglobby',
  'yaml',
];

export function apartLibraries(pathOf) {
  return {
    name: 'apart-libraries',
    setup({onResolve}) {
      onResolve({filter: /^[@a-z]/}, ({path, importer}) =>
        apart.includes(path) ? {path: pathOf(fileOf(path), path, dirname(importer)), external: true} : undefined,
      );
    },
  };
}

/** What a bundle of ECMAScript modules imports of each library: names, or null for all of it. */
export function importedNames(text, importers) {
  const used = new Map(
    [...importers].map(([library, importedFrom]) => [library, {file: fileOf(library), importedFrom, names: new Set()}]),
  );
  const takeAll = (library) => {
    used.get(library).names = null;
  };
  for (const [, clause, library] of text.matchAll(/\bimport\s*([^"';()]*?)\s*from\s*"([^"]+)"/g)) {
    const {names} = used.get(library) ?? {};
    if (!names) continue;
    if (!clause.startsWith('{')) takeAll(library);
    else
      clause
        .slice(1, -1)
        .split(',')
        .forEach((part) => names.add(part.trim().split(' as ')[0]));
  }
  for (const [, library] of text.matchAll(/\b(?:import|\w*require\w*)\(\s*"([^"]+)"\s*\)/g))
    if (used.has(library)) takeAll(library);
  return used;
}

export function libraryEntry(library, {names}) {
  return names ? `export {${[...names].sort().join(', ')}} from '${library}';` : `module.exports = require('${library}');`;
}

function fileOf(library) {
  return library.replace('@', '').replaceAll('/', '-').replace(/\.js$/, '');
}
