import {containerLabels} from '../container.js';
import type {Deployment, DeploymentKey, Recipe} from '../model.js';
import {compareText, deploymentName} from '../names.js';
import type {PlannedChange, Stage, Step} from '../plan.js';
import type {ContainerChange, ProjectDiff} from './diff-containers.js';
import type {PlanInput} from './plan-input.js';
import {rotationOf} from './rotation.js';
import {stepId} from './step-id.js';

export interface DeploymentOrder {
  readonly start: readonly Stage[];
  readonly drain: readonly Step[];
  readonly replace: readonly Stage[];
  readonly remove: readonly Step[];
  /** What the balancers are waited for: instances that start, and those that a balancer does not have yet. */
  readonly awaited: readonly Step[];
  /** Puts back those that moved to another node: a balancer knows an instance by its name, wherever it stands. */
  readonly undrain: readonly Step[];
  /** Instances that are replaced, in this order, as `org/env/app/instance`: one after the other, four stages each. */
  readonly rounds: readonly string[];
  /** Instances that are put back into rotation by this order, as `org/env/app/instance`. */
  readonly replaced: readonly string[];
  readonly changes: readonly PlannedChange[];
}

const usualGraceMs = 10_000;
const serviceGraceMs = 30_000;

interface Placed {
  readonly node: string;
  readonly diff: ProjectDiff;
  readonly change: ContainerChange;
}

/**
 * The order of one deployment: masters start before slaves; what runs is replaced one by one, out of rotation first; what
 * is no longer wanted leaves the balancer before it stops.
 */
export function orderDeployment(
  input: PlanInput,
  target: {readonly key: DeploymentKey; readonly deployment: Deployment | null; readonly diffs: readonly ProjectDiff[]},
): DeploymentOrder {
  const {key, deployment, diffs} = target;
  const placed = diffs.flatMap((diff) => diff.changes.map((change): Placed => ({node: diff.node, diff, change})));
  const recipe = recipeOf(input, key);
  const of = (action: ContainerChange['action']) => placed.filter(({change}) => change.action === action);
  const [first, others] = partition(of('start'), ({change}) => isMaster(recipe, change));
  const replacements = inUpdateOrder(recipe, of('replace'));
  const rotation = rotationOf(input, key, recipe);
  const started = new Set(of('start').map(({change}) => change.name));
  const moved = deployment === null ? [] : of('remove').filter(({change}) => started.has(change.name));
  return {
    start: [
      {title: 'Start the master', steps: startSteps(first)},
      {title: first.length > 0 ? 'Start the slaves' : 'Start instances', steps: startSteps(others)},
    ],
    drain: deployment === null ? [] : [...of('remove'), ...of('stop')].flatMap(({change}) => rotation.drain(change.name)),
    replace: replacements.flatMap((item) => [
      {title: `Replace ${item.change.name}`, steps: rotation.drain(item.change.name)},
      {title: `Replace ${item.change.name}`, steps: renewSteps([item], recipe?.stopGraceMs ?? usualGraceMs)},
      {title: `Replace ${item.change.name}`, steps: startSteps([item])},
      {title: `Replace ${item.change.name}`, steps: rotation.undrain(item.change.name)},
    ]),
    awaited:
      deployment === null || deployment.state === 'stopped'
        ? []
        : rotation.await((known) =>
            placed
              .filter(({change}) => change.action === 'start' || (change.action === 'keep' && !known(change.name)))
              .map(({change}) => change.name),
          ),
    undrain: moved.flatMap(({change}) => rotation.undrain(change.name)),
    rounds: replacements.map(({change}) => `${deploymentName(key)}/${change.name}`),
    replaced: [...replacements, ...moved].map(({change}) => `${deploymentName(key)}/${change.name}`),
    remove: removeSteps(input, {deployment, diffs, recipe}),
    changes: placed.flatMap((item) => describe(key, item, input.placements)),
  };
}

/** Managed services start before anything that uses them, and go after it. */
export function orderServices(
  {scope}: PlanInput,
  diffs: readonly ProjectDiff[],
): {readonly renew: readonly Step[]; readonly start: readonly Step[]; readonly remove: readonly Step[]} {
  const placed = diffs.flatMap((diff) => diff.changes.map((change): Placed => ({node: diff.node, diff, change})));
  const gone = groupByNode(placed.filter(({change}) => change.action === 'remove'));
  return {
    renew: renewSteps(placed, serviceGraceMs),
    start: startSteps(placed.filter(({change}) => change.action === 'start' || change.action === 'replace')),
    remove: gone.map(({node, project, names}): Step =>
      project.containers.length === 0
        ? {
            kind: 'remove-project',
            id: stepId('remove', node, project.name),
            node,
            project: project.name,
            volumes: scope.removeVolumes,
          }
        : {
            kind: 'remove-containers',
            id: stepId('remove', node, project.name),
            node,
            project: project.name,
            names,
            stopGraceMs: serviceGraceMs,
          },
    ),
  };
}

/** Without empty stages. */
export function mergeStages(stages: readonly Stage[]): readonly Stage[] {
  return stages.filter((stage) => stage.steps.length > 0);
}

function recipeOf({before, after}: PlanInput, key: DeploymentKey): Recipe | null {
  const find = (apps: typeof after.apps) => apps.find((app) => app.org === key.org && app.name === key.app);
  return (find(after.apps) ?? find(before.apps))?.recipe ?? null;
}

function isMaster(recipe: Recipe | null, change: ContainerChange): boolean {
  const role = change.spec?.labels[containerLabels.role] ?? '';
  return recipe?.roles[role]?.count === 1;
}

function inUpdateOrder(recipe: Recipe | null, items: readonly Placed[]): readonly Placed[] {
  const masterFirst = recipe?.updateOrder === 'master-first';
  // Who serves nobody goes first: it costs nothing, and what serves goes on until something else does.
  const rank = (item: Placed) => (item.change.serves === false ? -1 : isMaster(recipe, item.change) === masterFirst ? 0 : 1);
  return [...items].sort((a, b) => rank(a) - rank(b) || compareText(a.change.name, b.change.name));
}

function startSteps(items: readonly Placed[]): readonly Step[] {
  return groupByNode(items).map(({node, project, names}) => ({
    kind: 'start-containers',
    id: stepId('start', node, project.name, ...names),
    node,
    project,
    names,
  }));
}

function renewSteps(items: readonly Placed[], stopGraceMs: number): readonly Step[] {
  return groupByNode(items.filter(({change}) => change.renewed)).map(({node, project, names}) => ({
    kind: 'remove-containers',
    id: stepId('renew', node, project.name, ...names),
    node,
    project: project.name,
    names,
    stopGraceMs,
  }));
}

function groupByNode(
  items: readonly Placed[],
): readonly {readonly node: string; readonly project: ProjectDiff['project']; readonly names: readonly string[]}[] {
  return [...new Set(items.map(({diff}) => diff))].map((diff) => ({
    node: diff.node,
    project: diff.project,
    names: items.filter((item) => item.diff === diff).map(({change}) => change.name),
  }));
}

function removeSteps(
  input: PlanInput,
  target: {readonly deployment: Deployment | null; readonly diffs: readonly ProjectDiff[]; readonly recipe: Recipe | null},
): readonly Step[] {
  const {deployment, diffs, recipe} = target;
  const stopGraceMs = recipe?.stopGraceMs ?? usualGraceMs;
  if (deployment === null) {
    return diffs.map(({node, project}) => ({
      kind: 'remove-project',
      id: stepId('remove', node, project.name),
      node,
      project: project.name,
      volumes: input.scope.removeVolumes,
    }));
  }
  const step = (kind: 'stop-containers' | 'remove-containers', action: ContainerChange['action']): readonly Step[] =>
    diffs.flatMap(({node, project, changes}) => {
      const names = changes.filter((change) => change.action === action).map((change) => change.name);
      return names.length === 0
        ? []
        : [{kind, id: stepId(kind, node, project.name, ...names), node, project: project.name, names, stopGraceMs}];
    });
  return [...step('stop-containers', 'stop'), ...step('remove-containers', 'remove')];
}

/** What the lines of one deployment stand under. */
export function deploymentTitle(key: DeploymentKey): string {
  return `${key.app} in ${key.env}`;
}

function describe(key: DeploymentKey, {node, change}: Placed, placements: PlanInput['placements']): readonly PlannedChange[] {
  const actions = {start: 'start', replace: 'replace-stop-first', stop: 'stop', remove: 'stop'} as const;
  if (change.action === 'keep') return [];
  const placement = change.action === 'start' ? placements?.get(`${deploymentName(key)}/${change.name}`) : undefined;
  return [
    {
      action: actions[change.action],
      subject: `instance ${change.name}`,
      parent: deploymentTitle(key),
      node,
      reasons: placement === undefined ? change.reasons : [...change.reasons, placement],
      moves: true,
    },
  ];
}

function partition<T>(items: readonly T[], test: (item: T) => boolean): readonly [readonly T[], readonly T[]] {
  return [items.filter(test), items.filter((item) => !test(item))];
}
