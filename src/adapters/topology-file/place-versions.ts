import type {DeclaredEnv} from '../../core/domain/declaration.js';
import type {DeclaredFile} from './declared-file.js';

/** Each of several versions of one app with the place that says it, for the rule that refuses them. */
export function withPlacesOfVersions(env: DeclaredEnv, files: readonly DeclaredFile[]): DeclaredEnv {
  const {deployments} = env;
  if (new Set(deployments.map(({app}) => app)).size === deployments.length) return env;
  return {
    ...env,
    deployments: deployments.map((deployment) => {
      const {app, version} = deployment;
      const sayer = files.find((file) =>
        file.envs.some((it) => it.name === env.name && it.deployments.some((own) => own.app === app && own.version === version)),
      );
      const place = sayer?.source.placeOf(['envs', env.name, 'apps', app, 'version']);
      return place ? {...deployment, place: `${place.file}:${place.line}`} : deployment;
    }),
  };
}
