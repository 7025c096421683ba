import type {DeclaredTopology} from '../core/domain/declaration.js';
import {exitCodes, Failure} from '../core/domain/errors.js';
import type {Ports} from '../core/ports/index.js';
import type {ChangeOptions, ShownOutcome} from '../core/use-cases/cluster-change.js';
import type {FileSource} from './violation-places.js';

export interface PlanRequest {
  execute(ports: Ports, options: ChangeOptions): Promise<ShownOutcome>;
}

export interface RequestSource {
  readonly files: readonly string[] | undefined;
  readonly plan: string | undefined;
  readonly prune: boolean;
  /** Nothing is asked of machines, and none is moved. */
  readonly topologyOnly: boolean;
  /** Where the plan is to be saved; it is not executed then. */
  readonly out?: string | undefined;
  /** Of this program. */
  readonly version: string;
}

/** Reads topology files or a saved plan. */
export async function readRequest(source: RequestSource): Promise<PlanRequest> {
  const {files, plan, topologyOnly} = source;
  if (plan !== undefined && files !== undefined) throw usage('Give topology files or a saved plan, not both.');
  if (plan !== undefined && topologyOnly) throw usage('A saved plan moves machines: --topology-only takes files.');
  if (plan !== undefined) return savedRequest(plan);
  if (files === undefined || files.length === 0) throw usage('There is no file to read.');
  return topologyOnly ? recordRequest(files, source) : fileRequest(files, source);
}

async function savedRequest(path: string): Promise<PlanRequest> {
  const {readSavedPlan} = await import('./saved-plan-file.js');
  const saved = await readSavedPlan(path);
  return {
    execute: async (ports, options) => {
      const {applySavedPlan} = await import('../core/use-cases/saved-plan.js');
      return applySavedPlan(ports, saved, options);
    },
  };
}

async function fileRequest(files: readonly string[], {prune, out}: RequestSource): Promise<PlanRequest> {
  const {readPlaced} = await import('../adapters/topology-file/read.js');
  const {declared, placeOf} = await readPlaced(files);
  return {
    execute: async (ports, options) =>
      placed(ports, {files, placeOf: async () => placeOf}, () => planOrApply(ports, {declared, prune, out}, options)),
  };
}

interface PlacedFiles {
  readonly files: readonly string[];
  placeOf(): Promise<FileSource['placeOf']>;
}

/** What is found wrong is told with its place in the files; what stood before says which commands can be typed. */
async function placed(ports: Ports, {files, placeOf}: PlacedFiles, work: () => Promise<ShownOutcome>): Promise<ShownOutcome> {
  const source = async () => ({files, placeOf: await placeOf(), recorded: await (await ports.store()).readTopology()});
  try {
    const outcome = await work();
    if (outcome.warnings.length === 0) return outcome;
    const {withPlaces} = await import('./violation-places.js');
    return {...outcome, warnings: withPlaces(outcome.warnings, await source())};
  } catch (error) {
    if (!hasViolations(error)) throw error;
    const {withPlacesOf} = await import('./violation-places.js');
    throw withPlacesOf(error, await source());
  }
}

/** Read once more, for most declarations are recorded without a word; standard input can be read only once. */
async function placesIn(files: readonly string[]): Promise<FileSource['placeOf']> {
  if (files.includes('-')) return () => null;
  const {readPlaced} = await import('../adapters/topology-file/read.js');
  return (await readPlaced(files)).placeOf;
}

function hasViolations(error: unknown): boolean {
  return error instanceof Failure && error.details['violations'] !== undefined;
}

async function planOrApply(
  ports: Ports,
  {out, ...request}: {readonly declared: DeclaredTopology; readonly prune: boolean; readonly out: string | undefined},
  options: ChangeOptions,
): Promise<ShownOutcome> {
  if (out === undefined) {
    const {applyDeclaration} = await import('../core/use-cases/apply-declaration.js');
    return applyDeclaration(ports, request, options);
  }
  const [{planToSave}, {writeSavedPlan}] = await Promise.all([
    import('../core/use-cases/saved-plan.js'),
    import('./saved-plan-file.js'),
  ]);
  const {outcome, saved} = await planToSave(ports, request, options);
  await writeSavedPlan(out, saved);
  return outcome;
}

async function recordRequest(files: readonly string[], {version}: RequestSource): Promise<PlanRequest> {
  const {readDeclaration} = await import('../adapters/topology-file/read.js');
  const {declared, digest} = await readDeclaration(files);
  return {
    execute: async (ports, options) => {
      const {recordDeclaration} = await import('../core/use-cases/record-declaration.js');
      const record = () => recordDeclaration(ports, declared, {...options, digest: `${version} ${digest}`});
      return placed(ports, {files, placeOf: () => placesIn(files)}, record);
    },
  };
}

function usage(message: string): Failure {
  return new Failure({code: 'USAGE', exit: exitCodes.usage, message, hint: 'muster apply -f FILE, or muster apply PLAN'});
}
