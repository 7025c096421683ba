import type {ImportFiles} from '../core/ports/import-files.js';
import type {Ports} from '../core/ports/index.js';
import type {TopologyOutcome} from '../core/use-cases/change-topology.js';
import {createApp, type CreateAppRequest} from '../core/use-cases/create-app.js';
import {readComposeApp} from '../core/use-cases/read-compose-app.js';
import {composeAppFiles, type ComposeAppData} from './compose-app.js';
import {composeAppReport} from './views/imported.js';
import {terminalStyle} from './views/style.js';
import {printableData} from '../core/domain/printable.js';

export interface ComposeRequest extends Omit<CreateAppRequest, 'recipe'> {
  readonly file: string;
  readonly service: string | null;
}

interface CreatedOfCompose {
  readonly outcome: TopologyOutcome;
  readonly data: ComposeAppData;
  /** What a person must know, for stderr. */
  report(noColor: boolean): Promise<string>;
}

/** Creates the app that a service of a compose file is; its recipe is written once nothing is against the app. */
export async function createOfCompose(
  ports: Ports & {importFiles(): Promise<ImportFiles>},
  {org, name, image, file, service}: ComposeRequest,
  options: {readonly dryRun: boolean},
): Promise<CreatedOfCompose> {
  const app = await readComposeApp(ports, {org, name, file, service});
  const files = await composeAppFiles(app, {file, name});
  const request = {org, name, recipe: files.recipe, image: image ?? app.image};
  await files.expectFree();
  const foretold = await createApp(ports, request, {dryRun: true});
  if (!options.dryRun) await files.write();
  return {
    outcome: options.dryRun ? foretold : await createApp(ports, request, options),
    data: files.data,
    report: async (noColor) =>
      composeAppReport(printableData({name, ...files.data}), await terminalStyle(process.stderr, noColor)),
  };
}
