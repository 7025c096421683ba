import {foldName} from '../core/domain/names.js';
import type {Service} from '../core/domain/model.js';
import {secret} from '../core/domain/values/kinds.js';
import {expectValue} from './value-flag.js';

interface ServiceFlagValues {
  readonly org: string;
  readonly env: string;
  readonly kind: string;
  readonly url?: string | undefined;
  readonly 'password-secret'?: string | undefined;
  readonly node?: string | undefined;
  readonly image?: string | undefined;
}

export function serviceFromFlags(name: string, flags: ServiceFlagValues): Service {
  const {org, env, kind, url, node, image} = flags;
  const passwordSecret = flags['password-secret'];
  return {
    org,
    env,
    name,
    kind: kind.toLowerCase(),
    url: url ?? null,
    passwordSecret: passwordSecret === undefined ? null : expectValue(secret, passwordSecret, '--password-secret'),
    managed: node === undefined ? null : {node: foldName(node), image: image ?? null},
  };
}
