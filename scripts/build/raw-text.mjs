import {readFile} from 'node:fs/promises';
import {join, relative} from 'node:path';

/** `import text from './file.css?raw'` is the text of the file, in the bundle as in the tests. */
export const rawText = {
  name: 'raw-text',
  setup({initialOptions: {absWorkingDir: root}, onLoad, onResolve}) {
    // Named by its place in the project: the bundle is the same wherever it is made.
    onResolve({filter: /\?raw$/}, ({path, resolveDir}) => ({
      path: relative(root, join(resolveDir, path.replace(/\?raw$/, ''))),
      namespace: 'raw-text',
    }));
    onLoad({filter: /./, namespace: 'raw-text'}, async ({path}) => ({
      contents: await readFile(join(root, path), 'utf8'),
      loader: 'text',
    }));
  },
};
