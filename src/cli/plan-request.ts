import type {DeclaredTopology} from '../core/domain/declaration.js';
import {exitCodes, Failure} from '../core/domain/errors.js';
import type {Ports} from '../core/ports/index.js';
import type {ChangeOptions, ShownOutcome} from '../core/use-cases/cluster-change.js';

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
    execute: async (ports, options) => {
      const {withPlaces, withPlacesOf} = await import('./violation-places.js');
      const source = {files, placeOf};
      try {
        const outcome = await planOrApply(ports, {declared, prune, out}, options);
        return {...outcome, warnings: withPlaces(outcome.warnings, source)};
      } catch (error) {
        throw withPlacesOf(error, source);
      }
    },
  };
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
      return recordDeclaration(ports, declared, {...options, digest: `${version} ${digest}`});
    },
  };
}

function usage(message: string): Failure {
  return new Failure({
    code: 'USAGE',
    exit: exitCodes.usage,
    message,
    hint: 'muster apply -f cluster.yaml, or muster apply cluster.plan',
  });
}
