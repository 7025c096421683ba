import {readFile, writeFile} from 'node:fs/promises';
import type {DeclaredTopology} from '../core/domain/declaration.js';
import {exitCodes, Failure} from '../core/domain/errors.js';
import type {Plan} from '../core/domain/plan.js';
import type {Ports} from '../core/ports/index.js';
import type {ChangeOptions, ShownOutcome} from '../core/use-cases/cluster-change.js';

/** A plan as a file: what was declared, and the state of the world it was planned for. */
interface SavedPlan {
  readonly format: 1;
  readonly declared: DeclaredTopology;
  readonly prune: boolean;
  readonly basis: string;
  readonly plan: Plan;
}

export interface PlanRequest {
  readonly declared: DeclaredTopology;
  readonly prune: boolean;
  execute(ports: Ports, options: ChangeOptions): Promise<ShownOutcome>;
}

export interface RequestSource {
  readonly files: readonly string[] | undefined;
  readonly plan: string | undefined;
  readonly prune: boolean;
  /** Nothing is asked of machines, and none is moved. */
  readonly topologyOnly: boolean;
  /** Of this program. */
  readonly version: string;
}

/** Reads topology files or a saved plan. */
export async function readRequest({files, plan, prune, topologyOnly, version}: RequestSource): Promise<PlanRequest> {
  if (plan !== undefined && files !== undefined) throw usage('Give topology files or a saved plan, not both.');
  if (plan !== undefined && topologyOnly) throw usage('A saved plan moves machines: --topology-only takes files.');
  if (plan !== undefined) {
    const saved = await readSavedPlan(plan);
    return request(saved.declared, saved.prune, saved.basis);
  }
  if (files === undefined || files.length === 0) throw usage('There is no file to read.');
  const {readDeclaration, readTopologyFiles} = await import('../adapters/topology-file/read.js');
  if (!topologyOnly) return request(await readTopologyFiles(files), prune, null);
  const {declared, digest} = await readDeclaration(files);
  return recording(declared, `${version} ${digest}`);
}

export async function savePlan(path: string, {declared, prune}: PlanRequest, {plan}: ShownOutcome): Promise<void> {
  const saved: SavedPlan = {format: 1, declared, prune, basis: plan.basis, plan: {...plan, changes: [...plan.changes]}};
  await writeFile(path, `${JSON.stringify(saved, null, 2)}\n`, {mode: 0o600});
}

function request(declared: DeclaredTopology, prune: boolean, basis: string | null): PlanRequest {
  return {
    declared,
    prune,
    execute: async (ports, options) => {
      const {applyDeclaration} = await import('../core/use-cases/apply-declaration.js');
      return applyDeclaration(ports, {declared, prune}, basis === null ? options : {...options, basis});
    },
  };
}

function recording(declared: DeclaredTopology, digest: string): PlanRequest {
  return {
    declared,
    prune: false,
    execute: async (ports, options) => {
      const {recordDeclaration} = await import('../core/use-cases/record-declaration.js');
      return recordDeclaration(ports, declared, {...options, digest});
    },
  };
}

async function readSavedPlan(path: string): Promise<SavedPlan> {
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new Failure({
      code: 'FILE_NOT_FOUND',
      exit: exitCodes.usage,
      details: {path},
      cause,
      message: `The plan ${path} cannot be read.`,
      hint: 'muster plan -f FILE --out PLAN makes one',
    });
  });
  try {
    const saved = JSON.parse(text) as SavedPlan;
    if (saved.format === 1 && saved.declared && saved.basis) return saved;
  } catch {
    /* Said below: a file that is no plan and one that is not JSON are the same to the reader. */
  }
  throw new Failure({
    code: 'FILE_INVALID',
    exit: exitCodes.usage,
    details: {path},
    message: `${path} is not a plan that \`muster plan --out\` wrote.`,
    hint: `For a topology file: muster apply -f ${path}`,
  });
}

function usage(message: string): Failure {
  return new Failure({
    code: 'USAGE',
    exit: exitCodes.usage,
    message,
    hint: 'muster apply -f cluster.yaml, or muster apply cluster.plan',
  });
}
