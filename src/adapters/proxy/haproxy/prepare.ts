import {chmod, lstat} from 'node:fs/promises';
import {dirname} from 'node:path';
import {userInfo} from 'node:os';
import {makeFolder} from '../../files/make-folder.js';
import type {Node} from '../../../core/domain/model.js';
import type {Link} from '../../../core/ports/links.js';
import {unreachable} from './failures.js';

const timeoutMs = 30_000;

/** The directory of this machine's balancer, for nobody else. */
export async function prepareLocal(node: Node, directory: string): Promise<void> {
  makeFolder(dirname(directory));
  makeFolder(directory, 0o700);
  const found = await lstat(directory);
  // In a directory that everybody may write to, somebody else could have been there first.
  if (!found.isDirectory() || found.uid !== userInfo().uid) throw unreachable(node, `${directory} belongs to another user`);
  await chmod(directory, 0o700);
}

/**
 * The directory on another machine, made by its engine: whoever may use Docker there, and nobody else, may use the balancer's
 * sockets, whichever account came first.
 */
export async function prepareRemote(
  {node, link}: {readonly node: Node; readonly link: Link},
  {directory, image}: {readonly directory: string; readonly image: string},
): Promise<void> {
  const script = `chown 0:${link.engineGroup ?? 0} /sockets && chmod 750 /sockets`;
  const result = await link.docker.run({
    args: [
      'run',
      '--rm',
      '--pull',
      'never',
      '--user',
      '0:0',
      '--network',
      'none',
      '--entrypoint',
      'sh',
      '--volume',
      `${directory}:/sockets`,
      image,
      '-c',
      script,
    ],
    timeoutMs,
  });
  if (result.exit !== 0)
    throw unreachable(
      node,
      `${directory} could not be made: ${result.stderr.trim().split('\n').at(-1) ?? `exit ${result.exit}`}`,
    );
}
