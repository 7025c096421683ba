import {withRecords} from '../domain/collections.js';
import {withApp} from '../domain/changes/with-app.js';
import {expectApp} from '../domain/expect.js';
import type {App, Deployment, Topology} from '../domain/model.js';
import type {Ports} from '../ports/index.js';
import {changeCluster} from './change-cluster.js';
import {deploymentScope, type ChangeOptions, type ChangeOutcome} from './cluster-change.js';
import {expectUnlocked} from './locks.js';

export interface AppUpdate {
  readonly org: string;
  readonly name: string;
  /** Name or path of another recipe. */
  readonly recipe?: string | undefined;
  /** Repository that replaces the recipe's. */
  readonly image?: string | undefined;
}

/** Another recipe or image of an app, in every environment that it is deployed to. */
export async function updateApp(ports: Ports, update: AppUpdate, options: ChangeOptions): Promise<ChangeOutcome> {
  const {org, name, image} = update;
  const recipe = update.recipe === undefined ? undefined : await (await ports.recipes()).read(update.recipe);
  const known = await (await ports.store()).readTopology(['orgs', 'apps', 'deployments']);
  expectApp(known, org, name);
  await expectUnlocked(ports, {org, envs: deploymentsOf(known, update).map(({env}) => env)});
  return changeCluster(
    ports,
    {
      org,
      edit: (before) => {
        const standing = expectApp(before, org, name);
        return withUpdate(before, standing, {
          ...standing,
          ...(recipe === undefined ? {} : {recipe}),
          ...(image === undefined ? {} : {image}),
        });
      },
      scope: (before, after) => {
        const deployments = deploymentsOf(after, update);
        const envs = new Set(deployments.map(({env}) => env));
        const managed = [...before.services, ...after.services].filter((it) => it.org === org && it.managed && envs.has(it.env));
        return {
          ...deploymentScope(
            after,
            deployments.map(({env, app}) => ({org, env, app})),
          ),
          serviceEnvs: [...new Set(managed.map(({env}) => env))],
        };
      },
    },
    options,
  );
}

/** A version of another repository is another image. */
function withUpdate(before: Topology, standing: App, app: App): Topology {
  const after = withApp(before, app);
  if (imageOf(standing) === imageOf(app)) return after;
  return withRecords(
    after,
    'deployments',
    deploymentsOf(before, app).map((deployment) => ({...deployment, imageId: null})),
  );
}

function imageOf({image, recipe}: App): string {
  return image ?? recipe.image;
}

function deploymentsOf({deployments}: Topology, {org, name}: Pick<App, 'org' | 'name'>): readonly Deployment[] {
  return deployments.filter((deployment) => deployment.org === org && deployment.app === name);
}
