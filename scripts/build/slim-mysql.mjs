import {readFile} from 'node:fs/promises';
import {dirname, join} from 'node:path';
import {lazy} from './lazy-requires.mjs';

/** What only some connections need. */
const later = [
  'ErrorCodeToName',
  'Long',
  'Tls',
  'crypto',
  'genFunc',
  'Iconv',
  'getTextParser',
  'getStaticTextParser',
  'SqlString',
  'TlsSessionSlot',
];
const required = /^const (\w+) = require\('(\.\/[\w.]+)'\);$/gm;

const plainHash = JSON.stringify(join(import.meta.dirname, 'plain-hash.mjs'));

/** Files that do nothing but name all the others: each of those is loaded where it is first asked for. */
const indexes = [
  {file: /[\\/]mysql2[\\/]lib[\\/]commands[\\/]index\.js$/, listed: /^module\.exports = \{[^}]*\};$/m},
  {
    file: /[\\/]mysql2[\\/]lib[\\/]packets[\\/]index\.js$/,
    listed: /^const ctorMap = \{[^}]*\};\nObject\.entries\(ctorMap\)\.forEach\([^]*?^\}\);$/m,
  },
];

/**
 * Of the driver the connection alone, whose modules run when they are first asked for: TLS, prepared statements and the rest cost
 * more than a list does.
 */
export const slimMysql = {
  name: 'slim-mysql',
  setup({onLoad, onResolve}) {
    onResolve({filter: /^iconv-lite$/}, () => ({path: './iconv-lite.cjs', external: true}));
    onResolve({filter: /constants\/errors\.js$/}, () => ({path: './mysql2-errors.cjs', external: true}));
    onLoad({filter: /[\\/]mysql2[\\/]index\.js$/}, async ({path}) => ({
      contents:
        "exports.createConnection = require('./lib/create_connection.js'); exports.format = require('sql-escaper').format;",
      resolveDir: dirname(path),
      loader: 'js',
    }));
    // Certificates of a cloud, which an address names as a file where they are wanted.
    onLoad({filter: /[\\/]mysql2[\\/]lib[\\/]constants[\\/]ssl_profiles\.js$/}, () => ({contents: '', loader: 'js'}));
    onLoad({filter: /[\\/]mysql2[\\/]lib[\\/].*\.js$/}, async ({path}) => {
      const text = await readFile(path, 'utf8');
      // The version of the server is read as CESU-8, which Node does not know; it is ASCII.
      if (/[\\/]packets[\\/]handshake\.js$/.test(path)) return {contents: text.replaceAll("'cesu8'", "'utf8'"), loader: 'js'};
      // It looks for a highlighter of SQL in every folder above, to be used for debugging.
      if (/[\\/]helpers\.js$/.test(path)) return {contents: text.replace(/require\(`cardinal.*?`\)/, 'null'), loader: 'js'};
      // Three times SHA-1 of a few bytes: loading `node:crypto` for it would take ten times as long.
      if (/[\\/]auth_41\.js$/.test(path))
        return {contents: replaced(text, "require('crypto')", `require(${plainHash})`), loader: 'js'};
      const index = indexes.find(({file}) => file.test(path));
      return {contents: lazy(index ? withGetters(text, index.listed) : text, later), loader: 'js'};
    });
  },
};

function replaced(text, written, wanted) {
  if (!text.includes(written)) throw new Error(`mysql2 is written in another way than before: there is no ${written}.`);
  return text.replace(written, wanted);
}

function withGetters(text, listed) {
  const getters = [...text.matchAll(required)]
    .filter(([, name]) => name !== 'Packet')
    .map(([, name, path]) => `get ${name}() { return require('${path}'); }`);
  const changed = text.replace(
    listed,
    `Object.defineProperties(exports, Object.getOwnPropertyDescriptors({${getters.join(', ')}}));`,
  );
  if (getters.length === 0 || changed === text) throw new Error('mysql2 lists its modules in another way than before.');
  return changed.replaceAll(required, (line, name) => (name === 'Packet' ? line : ''));
}

/** What `slimMysql` leaves to files of their own: character sets, and the names of errors. */
export const mysqlCompanions = (root) => {
  const importedFrom = join(root, 'node_modules/mysql2');
  return new Map([
    ['iconv-lite', {file: 'iconv-lite', importedFrom, names: null}],
    ['./lib/constants/errors.js', {file: 'mysql2-errors', importedFrom, names: null}],
  ]);
};
