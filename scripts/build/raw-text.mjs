import {readFile} from 'node:fs/promises';
import {join} from 'node:path';

/** `import text from './file.css?raw'` is the text of the file, in the bundle as in the tests. */
export const rawText = {
  name: 'raw-text',
  setup({onLoad, onResolve}) {
    onResolve({filter: /\?raw$/}, ({path, resolveDir}) => ({
      path: join(resolveDir, path.replace(/\?raw$/, '')),
      namespace: 'raw-text',
    }));
    onLoad({filter: /./, namespace: 'raw-text'}, async ({path}) => ({contents: await readFile(path, 'utf8'), loader: 'text'}));
  },
};
