import {readFile} from 'node:fs/promises';

/** The JavaScript of better-sqlite3, seventeen small files, is bundled; the native part stays in its package, which is looked for from there. */
export const nativeLibrary = {
  name: 'native-library',
  setup({onLoad, onResolve}) {
    onResolve({filter: /^better-sqlite3\/home$/}, () => ({path: 'better-sqlite3', external: true}));
    onLoad({filter: /[\\/]better-sqlite3[\\/]lib[\\/]binding\.js$/}, async ({path}) => ({
      contents: (await readFile(path, 'utf8')).replaceAll('__dirname', "path.dirname(require.resolve('better-sqlite3/home'))"),
      loader: 'js',
    }));
  },
};
