import {existsSync} from 'node:fs';
import {statfs} from 'node:fs/promises';
import {dirname} from 'node:path';
import {readInstallation} from '../adapters/installation/install-file.js';
import type {Ports} from '../core/ports/index.js';
import {checkSpace} from '../core/use-cases/check-space.js';
import {failed, pass, problem, type Check} from '../core/use-cases/check.js';
import {readUsableContext} from './context-file.js';
import type {Paths} from './paths.js';
import {isLocalStore, type StoreAddress} from './store-address.js';

const oldestNode = 22;
const dockerData = '/var/lib/docker';

/** What this machine must offer before anything else can be looked at. */
export async function localChecks(ports: Ports, paths: Paths, store: StoreAddress): Promise<readonly Check[]> {
  const [installation, key, storeSpace, dockerSpace] = await Promise.all([
    checkInstallation(paths),
    checkKey(ports),
    isLocalStore(store) ? checkDisk('disk of the store', dirname(store.address)) : [],
    checkDisk('disk of docker', dockerData),
  ]);
  return [checkNode(), installation, ...checkContext(paths), key, ...storeSpace, ...dockerSpace];
}

function checkNode(): Check {
  const {node} = process.versions;
  if (Number(node.split('.')[0]) >= oldestNode) return pass('node', `Node ${node}`);
  return problem('node', {
    code: 'NODE_TOO_OLD',
    message: `Node ${node} is older than ${oldestNode}.`,
    hint: 'Install a current Node',
  });
}

function checkInstallation({install}: Paths): Check {
  try {
    return pass('installation', `it is ${readInstallation(install).installId}`);
  } catch (error) {
    return failed('installation', error);
  }
}

function checkContext({context}: Paths): readonly Check[] {
  const {broken} = readUsableContext(context);
  return broken === null ? [] : [failed('context', broken)];
}

async function checkKey(ports: Ports): Promise<Check> {
  try {
    return pass('key', `secrets are sealed with the key ${await (await ports.secrets()).keyId()}, which nobody else can read`);
  } catch (error) {
    return failed('key', error);
  }
}

async function checkDisk(check: string, directory: string): Promise<readonly Check[]> {
  if (!existsSync(directory)) return [];
  const {bavail, bsize} = await statfs(directory);
  return [checkSpace(check, {directory, freeBytes: bavail * bsize})];
}
