import type {DeclaredTopology} from '../domain/declaration.js';
import {canonicalJson, digestOf} from '../domain/digest.js';
import {exitCodes, Failure} from '../domain/errors.js';
import type {Recipe} from '../domain/model.js';
import {plannedWork, type PlannedWork} from '../domain/planning/planned-work.js';
import {valueDifferences} from '../domain/value-differences.js';
import type {Ports} from '../ports/index.js';
import {applyDeclaration} from './apply-declaration.js';
import type {ChangeOptions, ChangeOutcome} from './cluster-change.js';
import {readRecipes} from './read-recipes.js';
import {stalePlan} from './stale-plan.js';

/** What is raised when an older Muster could not read the file any more. */
export const savedPlanFormat = 2;

/** A plan as a file: what was asked for, all that was known for it, and the work that was shown. */
export interface SavedPlan {
  readonly format: typeof savedPlanFormat;
  /** Id of the installation that began the store for which it was made. */
  readonly founder: string;
  /** The command that made it. */
  readonly madeBy: string;
  readonly declared: DeclaredTopology;
  readonly prune: boolean;
  /** As they were read, by the name under which the declaration has them. */
  readonly recipes: Readonly<Record<string, Recipe>>;
  readonly work: PlannedWork;
  /** Of all the rest. */
  readonly digest: string;
}

/** Plans what is declared, and makes of it the file by which `applySavedPlan` does that and nothing else. */
export async function planToSave(
  ports: Ports,
  {declared, prune}: {readonly declared: DeclaredTopology; readonly prune: boolean},
  options: ChangeOptions,
): Promise<{readonly outcome: ChangeOutcome; readonly saved: SavedPlan}> {
  const [recipes, founder, {command}] = await Promise.all([readRecipes(ports, declared), ports.founder(), ports.identity()]);
  const outcome = await applyDeclaration(ports, {declared, prune, recipes}, {...options, dryRun: true});
  const content = {
    format: savedPlanFormat,
    founder,
    madeBy: command,
    declared,
    prune,
    recipes: Object.fromEntries(recipes),
    work: plannedWork(outcome.before, outcome),
  } as const;
  return {outcome, saved: {...content, digest: digestOf(content)}};
}

/** Whether it is what was written. */
export function isWhole({digest, ...content}: SavedPlan): boolean {
  return digest === digestOf(content);
}

/** Does what the plan shows; where anything else would be done now, nothing. */
export async function applySavedPlan(ports: Ports, saved: SavedPlan, options: ChangeOptions): Promise<ChangeOutcome> {
  const {declared, prune, work, madeBy} = saved;
  if ((await ports.founder()) !== saved.founder) throw foreignPlan(madeBy);
  const recipes = new Map(Object.entries(saved.recipes));
  const differences = await recipeDifferences(ports, recipes);
  if (differences.length > 0) throw stalePlan(differences, madeBy);
  return applyDeclaration(ports, {declared, prune, recipes}, {...options, agreed: {work, again: madeBy}});
}

/** A recipe that is not to be found here stands in the plan; one that reads otherwise by now is not what was planned. */
async function recipeDifferences(ports: Ports, planned: ReadonlyMap<string, Recipe>): Promise<readonly string[]> {
  const recipes = await ports.recipes();
  const found = await Promise.all(
    [...planned].map(async ([name, recipe]) => {
      const read = await recipes.read(name).catch((error: unknown) => unreadable(error));
      if (typeof read === 'string') return [`recipe ${name}: ${read}`];
      if (read === null || canonicalJson(read) === canonicalJson(recipe)) return [];
      return valueDifferences(recipe, read).map((difference) => `recipe ${name}: ${difference}`);
    }),
  );
  return found.flat();
}

function unreadable(error: unknown): string | null {
  if (!(error instanceof Failure)) throw error;
  return error.code === 'RECIPE_NOT_FOUND' ? null : error.message.replace(/\.$/, '');
}

function foreignPlan(madeBy: string): Failure {
  return new Failure({
    code: 'PLAN_FOREIGN',
    exit: exitCodes.usage,
    details: {madeBy},
    message: 'The plan was made for another store, by another installation of Muster.',
    hint: `Make one here: ${madeBy}`,
  });
}
