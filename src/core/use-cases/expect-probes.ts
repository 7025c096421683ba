import {containerLabels} from '../domain/container.js';
import {exitCodes, Failure} from '../domain/errors.js';
import {groupBy} from '../domain/indexes.js';
import type {App, Node, Topology} from '../domain/model.js';
import type {Plan} from '../domain/plan.js';
import {missingForProbe, neededPrograms} from '../domain/planning/container-probe.js';
import type {Ports} from '../ports/index.js';
import {mapBounded} from './bounded.js';
import type {Composed} from './compose-with-facts.js';

const looksAtOnce = 8;

interface ProbedImage {
  readonly node: Node;
  readonly app: App;
  readonly image: string;
  readonly imageId: string;
  /** The health check that its instances are to pass, as their label says it. */
  readonly judgedBy: string;
}

interface Missing extends ProbedImage {
  readonly missing: string;
}

/** Before anything moves: images that no instance has proven yet must have what the check of their containers needs. */
export async function expectProbes(ports: Ports, {plan, after, gathered}: Composed, nodes: readonly Node[]): Promise<void> {
  const proven = new Set(
    gathered.observation.containers
      .filter(({kind, health}) => kind === 'instance' && health === 'healthy')
      .map(({judgedBy, made}) => `${judgedBy} ${made?.imageId}`),
  );
  const unproven = startedImages(plan, after, nodes).filter(({judgedBy, imageId}) => !proven.has(`${judgedBy} ${imageId}`));
  if (unproven.length === 0) return;
  const engine = await ports.engine();
  const looked = await mapBounded(unproven, looksAtOnce, async (image): Promise<readonly Missing[]> => {
    const has = await engine.readPrograms(image.node, image.imageId, neededPrograms);
    const missing = has === undefined ? null : missingForProbe(image.app.recipe.health, has);
    return missing === null ? [] : [{...image, missing}];
  });
  const missing = looked.flat();
  if (missing.length > 0) throw cannotBeProbed(missing);
}

/** Each image of an app once: it is the same on every node. */
function startedImages({stages}: Plan, {apps}: Topology, nodes: readonly Node[]): readonly ProbedImage[] {
  const started = stages
    .flatMap(({steps}) => steps)
    .flatMap((step) => {
      const node = nodes.find(({name}) => name === step.node);
      if (step.kind !== 'start-containers' || !node) return [];
      return step.project.containers
        .filter(({name}) => step.names.includes(name))
        .flatMap(({image, imageId, labels}) => {
          const app = apps.find((each) => each.org === node.org && each.name === labels[containerLabels.app]);
          return app && imageId !== null ? [{node, app, image, imageId, judgedBy: labels[containerLabels.health] ?? ''}] : [];
        });
    });
  return [...groupBy(started, ({app, imageId}) => `${app.name} ${imageId}`).values()].map(([first]) => first as ProbedImage);
}

function cannotBeProbed(missing: readonly Missing[]): Failure {
  const [first] = missing as readonly [Missing, ...Missing[]];
  const told = missing.map((each) => `image ${each.image} of app ${each.app.name} lacks ${each.missing}`);
  return new Failure({
    code: 'PROBE_IMPOSSIBLE',
    exit: exitCodes.violation,
    subject: `app ${first.app.name}`,
    message: `Nothing was changed, for containers cannot check their own health: ${told.join('; ')}.`,
    hint: 'Add it to the image; docs/recipes.md says what a health check needs',
    details: {images: missing.map(({app, image, missing: lacks}) => ({app: app.name, image, lacks}))},
  });
}
