import {containerLabels, type ContainerSpec} from '../container.js';
import {deploymentName} from '../names.js';
import type {Plan, PlannedChange, Stage, Step, StepOf} from '../plan.js';
import type {ChangedRecord} from './changed-records.js';
import {labelled} from './describe-containers.js';
import type {PlannedWork} from './planned-work.js';
import {stepId} from './step-id.js';

/** An image that a node does not have and that what is to start there needs. */
export interface ImagePull {
  readonly node: string;
  readonly image: string;
  /** `deployment org/env/app`, `service db of prod`, `the balancer on web-1`. */
  readonly wantedBy: string;
}

const title = 'Pull images';

/** The plan behind a stage that pulls: every node has its images before anything moves on any. */
export function withPulls(plan: Plan, pulls: readonly ImagePull[]): Plan {
  if (pulls.length === 0) return plan;
  const steps = pulls.map(({node, image, wantedBy}): Step => ({
    kind: 'pull-image',
    id: stepId('pull', node, image),
    node,
    image,
    wantedBy,
  }));
  const lines = pulls.map(({node, image, wantedBy}): PlannedChange => ({
    action: 'start',
    subject: `image ${image}`,
    parent: null,
    node,
    reasons: [`pulled for ${wantedBy}`],
    moves: false,
  }));
  return {...plan, changes: [...lines, ...plan.changes], stages: [{title, steps}, ...plan.stages]};
}

export function pullsOf({stages}: Plan): readonly StepOf<'pull-image'>[] {
  return stages.flatMap(({steps}) => steps.filter((step) => step.kind === 'pull-image'));
}

/** The plan that is left when its images are there. */
export function withoutPulls(plan: Plan): Plan {
  const pulls = pullsOf(plan);
  if (pulls.length === 0) return plan;
  const pulled = new Set(pulls.map(({node, image}) => `${node} image ${image}`));
  return {
    ...plan,
    changes: plan.changes.filter(({node, subject}) => !pulled.has(`${node} ${subject}`)),
    stages: plan.stages.filter(({steps}) => !steps.some(({kind}) => kind === 'pull-image')),
  };
}

/** What was agreed to, now that its images were pulled: their ids, by `org/env/app`, stand where none was known. */
export function withPulledImages(work: PlannedWork, imageIds: ReadonlyMap<string, string>): PlannedWork {
  if (pullsOf(work.plan).length === 0) return work;
  const plan = withoutPulls(work.plan);
  const {deployments} = work.records;
  return {
    ...work,
    plan: {...plan, stages: plan.stages.map((stage) => pinnedStage(stage, imageIds))},
    records: {
      ...work.records,
      ...(deployments ? {deployments: deployments.map((record) => pinnedRecord(record, imageIds))} : {}),
    },
  };
}

function pinnedStage({title: named, steps}: Stage, imageIds: ReadonlyMap<string, string>): Stage {
  return {
    title: named,
    steps: steps.map((step) => {
      if (step.kind !== 'start-containers') return step;
      const containers = step.project.containers.map((spec) => pinnedSpec(spec, imageIds));
      return {...step, project: {...step.project, containers}};
    }),
  };
}

function pinnedSpec(spec: ContainerSpec, imageIds: ReadonlyMap<string, string>): ContainerSpec {
  const {[containerLabels.spec]: _, ...labels} = spec.labels;
  const {[containerLabels.org]: org = '', [containerLabels.env]: env = '', [containerLabels.app]: app} = labels;
  const imageId = app === undefined ? undefined : imageIds.get(deploymentName({org, env, app}));
  return spec.imageId !== null || imageId === undefined ? spec : labelled({...spec, imageId}, labels);
}

function pinnedRecord({before, after}: ChangedRecord, imageIds: ReadonlyMap<string, string>): ChangedRecord {
  const row = after as {readonly org: string; readonly env: string; readonly app: string; readonly imageId: string | null} | null;
  const imageId = row === null ? undefined : imageIds.get(deploymentName(row));
  return row === null || row.imageId !== null || imageId === undefined ? {before, after} : {before, after: {...row, imageId}};
}
