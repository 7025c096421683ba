import {appOfCompose, type ComposeApp, type ComposeChoice} from '../domain/import/app-of-compose.js';
import {importSources} from '../domain/import/imported.js';
import type {ImportFiles} from '../ports/import-files.js';
import type {Ports} from '../ports/index.js';

/** What a service of a compose file is as an app; nothing is changed anywhere. */
export async function readComposeApp(
  ports: Pick<Ports, 'recipes'> & {importFiles(): Promise<ImportFiles>},
  choice: ComposeChoice,
): Promise<ComposeApp> {
  const [files, known] = await Promise.all([ports.importFiles(), ports.recipes()]);
  const sources = await files.read([choice.file], 'compose');
  const recipes = await Promise.all((await known.list()).map(({name}) => known.read(name)));
  return appOfCompose(importSources({org: choice.org, env: 'ENV', sources, recipes}), choice);
}
