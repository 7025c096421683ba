import type {Recipe} from '../model.js';
import type {Member} from './app.js';
import {remark, type Remark} from './findings.js';
import type {Upstream} from './nginx/balancer.js';

/** An upstream with more servers than the files have instances says that some file is used on several machines. */
export function growMembers(
  recipe: Recipe,
  members: readonly Member[],
  upstreams: readonly Upstream[],
): {readonly members: readonly Member[]; readonly assumed: readonly Remark[]} {
  const servers = Math.max(0, ...upstreams.map((upstream) => upstream.servers.length));
  const instances = members.reduce((sum, {count}) => sum + count, 0);
  const largest = upstreams.find((upstream) => upstream.servers.length === servers);
  if (!largest || servers === instances || members.length === 0) return {members, assumed: []};
  const files = `${servers} servers and the compose files ${instances} ${instances === 1 ? 'instance' : 'instances'}`;
  if (servers < instances)
    return {members, assumed: [remark(largest.place, `it has ${files}: with Muster every instance takes traffic`)]};
  const many = Object.keys(recipe.roles).find((role) => recipe.roles[role]!.count === null);
  const model = members.findLast(({role}) => role === many) ?? members.at(-1)!;
  if (many === undefined) return {members, assumed: []};
  const added = {...model, role: many, count: servers - instances};
  return {
    members: [...members, added],
    assumed: [remark(largest.place, `it has ${files}, so it is taken to have ${added.count} more of role ${many}`)],
  };
}
