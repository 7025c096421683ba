import {formatMemory} from '../../core/domain/capacity.js';
import type {Capacity} from '../../core/domain/model.js';
import type {NodeDetails, NodeSummary} from '../../core/use-cases/list-nodes.js';
import {factLines, orDash, pairs} from './facts.js';
import type {View} from './output.js';
import type {CellRecord} from './cells.js';
import {tableView} from './table.js';

export const nodesView = tableView<NodeSummary>({
  name: (node) => node.name,
  empty: 'There is no node yet. Add one: muster node add NAME --connect local',
  columns: [
    {title: 'NAME', value: (node) => node.name},
    {title: 'CONNECT', value: (node) => node.connect},
    {title: 'ADDRESS', value: (node) => node.address},
    {title: 'STATE', value: (node) => node.state},
    {title: 'ENVS', value: (node) => node.envs},
    {title: 'INSTANCES', value: (node) => node.instances},
    {title: 'WEIGHT', value: (node) => node.weight},
    {title: 'GROUP', value: (node) => node.group, wide: true},
    {title: 'ZONE', value: (node) => node.zone, wide: true},
    {title: 'CAPACITY', value: (node) => capacityCell(node.capacity), wide: true},
    {title: 'LABELS', value: (node) => node.labels, wide: true},
  ],
});

export const nodeView: View<NodeDetails> = {
  names: (node) => [node.name],
  text: (node, style) =>
    factLines(
      [
        ['name', node.name],
        ['org', node.org],
        ['connect', node.connect],
        ['address', node.address],
        ['state', node.state],
        ['group', node.group],
        ['zone', orDash(node.zone)],
        ['capacity', orDash(pairs(capacityCell(node.capacity)))],
        ['labels', orDash(pairs(node.labels))],
        ['weight', orDash(node.weight)],
        ['envs', node.envs.map(({env, weight}) => (weight === null ? env : `${env} (weight ${weight})`))],
        ['instances', node.instances.map((instance) => `${instance.env}/${instance.name} (${pairs(instance.ports)})`)],
        ['services', node.services.map((service) => `${service.env}/${service.name} (${service.kind})`)],
      ],
      style,
    ),
};

function capacityCell({cpu, memoryMib}: Capacity): CellRecord {
  return {...(cpu === undefined ? {} : {cpu}), ...(memoryMib === undefined ? {} : {memory: formatMemory(memoryMib)})};
}
