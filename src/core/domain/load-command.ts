import {findNode} from './find.js';
import type {Topology} from './model.js';

/** The command by which an image of this machine gets onto a node. */
export function loadCommand(
  topology: Topology,
  {org, node, image}: {readonly org: string; readonly node: string; readonly image: string},
): string {
  const connect = findNode(topology, org, node)?.connect ?? `ssh://${node}`;
  const save = `docker save ${image}`;
  if (connect === 'local') return `docker pull ${image}`;
  if (connect.startsWith('tcp://')) return `${save} | docker --host ${connect} --tlsverify load`;
  const [, target = node, port] = /^ssh:\/\/(.+?)(?::(\d+))?\/?$/.exec(connect) ?? [];
  return `${save} | ssh ${port === undefined ? '' : `-p ${port} `}${target} docker load`;
}
