import type {DeclaredTopology} from '../../src/core/domain/declaration.js';
import {canManage} from '../../src/core/domain/import/backing.js';
import {parseSpan} from '../../src/core/domain/import/compose/durations.js';
import type {LocalShell} from '../../src/adapters/shell/local-shell.js';
import type {Health, Recipe, RecipeValue} from '../../src/core/domain/recipe.js';
import type {ImportResult} from './import.js';

/** One service as `docker compose config` has it. */
interface Resolved {
  readonly environment?: Readonly<Record<string, string | null>>;
  readonly command?: readonly string[] | null;
  readonly ports?: readonly ResolvedPort[];
  readonly healthcheck?: ResolvedProbe;
}

interface ResolvedPort {
  readonly target: number;
  readonly published?: string;
  readonly protocol?: string;
  readonly host_ip?: string;
}

interface ResolvedProbe {
  readonly test?: readonly string[];
  readonly interval?: string;
  readonly timeout?: string;
  readonly retries?: number;
  readonly start_period?: string;
}

export const parts = ['service', 'environment', 'command', 'ports', 'health'] as const;
export const outcomes = ['equal', 'filled in', 'told', 'silent'] as const;
type Part = (typeof parts)[number];
type Outcome = (typeof outcomes)[number];
export type Judged = readonly [Part, Outcome, string];

/** What Compose would run of a file. */
export async function configOf(shell: LocalShell, file: string): Promise<Readonly<Record<string, Resolved>>> {
  const config = (...more: readonly string[]) =>
    shell.run({
      file: 'docker',
      args: ['compose', '--profile', '*', '-p', 'shapes', '-f', file, 'config', '--format', 'json', ...more],
    });
  const strict = await config();
  // A part of a project, which Compose would not run alone.
  const {stdout} = strict.exit === 0 ? strict : await config('--no-consistency');
  // The first form of compose, and the body of a service, which Compose alone does not read.
  if (stdout === '') return {};
  return (JSON.parse(stdout.replaceAll('$$', () => '$')) as {readonly services: Readonly<Record<string, Resolved>>}).services;
}

/** What becomes of each part of a service, against what Compose itself would run. */
export function outcomesOf(result: ImportResult, name: string, service: Resolved): readonly Judged[] {
  const {apps, gathered, declared, notTaken, assumed, mistakes, secrets} = result;
  const at = `services.${name}`;
  const app = apps.find(({services}) => services.some((it) => it.name === name)) ?? null;
  const isManaged = gathered.backing.some((it) => it.service.name === name && canManage(it.kind));
  // A service that is not run at all is told as a whole.
  const isLeftOut = app === null && notTaken.some(({key}) => key === at);
  const keys = [...notTaken, ...assumed, ...mistakes, ...secrets.flatMap(({places}) => places)].map(({key}) => key);
  const isTold = (key: string) =>
    isLeftOut || keys.some((it) => it === key || it.startsWith(`${key}.`) || it.startsWith(`${key}[`));
  const judge = (part: Part, isEqual: boolean, key: string): Judged => [
    part,
    isEqual ? 'equal' : isTold(key) ? 'told' : 'silent',
    key,
  ];
  const env = environmentOf(result, name);
  const command = app?.recipe.command;
  return [
    judge('service', app !== null || isManaged, at),
    ...Object.entries(service.environment ?? {}).map(([key, value]): Judged => {
      const judged = judge('environment', env[key] === value, `${at}.environment.${key}`);
      return judged[1] === 'silent' && typeof env[key] === 'object' ? ['environment', 'filled in', judged[2]] : judged;
    }),
    ...(service.command?.length
      ? [judge('command', JSON.stringify(command) === JSON.stringify(service.command), `${at}.command`)]
      : []),
    ...(service.ports ?? []).map((port, index) =>
      judge('ports', isTaken(port, app?.recipe ?? null, declared), `${at}.ports[${index}]`),
    ),
    ...healthParts(service, app?.recipe ?? null).map(([part, isEqual]): Judged => {
      const key = `${at}.healthcheck`;
      const said = notTaken.filter((it) => it.key.startsWith(key));
      const isSaid = isLeftOut || (app === null ? isTold(key) : said.some((it) => tellsOf(part, it)));
      return ['health', isEqual ? 'equal' : isSaid ? 'told' : 'silent', `${key} ${part}`];
    }),
  ];
}

function environmentOf({apps, declared}: ImportResult, name: string): Readonly<Record<string, RecipeValue>> {
  const app = apps.find(({services}) => services.some((it) => it.name === name));
  const role = app?.members.find((member) => member.service.name === name)?.role ?? '';
  const config = declared.envs[0]!.deployments.find((it) => it.app === app?.name)?.config ?? {};
  return {...app?.recipe.env, ...config, ...app?.recipe.roles[role]?.env};
}

/** The recipe has the port, and where the file says by which of the host people come, an entry has that one. */
function isTaken(
  {target, published, protocol, host_ip}: ResolvedPort,
  recipe: Recipe | null,
  declared: DeclaredTopology,
): boolean {
  const hasPort = protocol !== 'udp' && Object.values(recipe?.ports ?? {}).includes(target);
  const entries = declared.envs[0]!.entries.map(({address}) => address);
  return hasPort && host_ip === undefined && (published === undefined || entries.includes(`:${published}`));
}

/** Each part that a probe says, and whether the recipe asks it so. */
function healthParts(
  {healthcheck: probe, environment = {}}: Resolved,
  recipe: Recipe | null,
): readonly (readonly [string, boolean])[] {
  if (!probe) return [];
  const health = recipe?.health ?? null;
  const filledIn = (text: string) =>
    text.replaceAll(/\$\{?(\w+)\}?/g, (whole, key: string) => (key === 'HOSTNAME' ? 'localhost' : (environment[key] ?? whole)));
  const line = filledIn((probe.test ?? []).join(' '));
  const address = health && addressOf(health, recipe!.ports[health.port]!);
  const text =
    /grep (?:-\w+ )*(?:'([^']*)'|"([^"]*)"|(\S+))/
      .exec(line)
      ?.slice(1)
      .find((it) => it !== undefined) ?? null;
  const span = (said: string | undefined, own: number | undefined) => parseSpan(said ?? '') === own;
  return [
    ['address', address !== null && address.test(line)],
    ['status', health?.status === statusOf(line)],
    ...(text === null ? [] : [['text', health?.contains === text] as const]),
    ...(['interval', 'timeout'] as const).flatMap((key) =>
      probe[key] === undefined ? [] : [[key, span(probe[key], health?.[`${key}Ms`])] as const],
    ),
    ...((probe.retries ?? 0) === 0 ? [] : [['retries', probe.retries === health?.retries] as const]),
    ...(probe.start_period === undefined ? [] : [['start_period', span(probe.start_period, health?.startPeriodMs)] as const]),
  ];
}

/** The port of the scheme may be left out. */
function addressOf({path, scheme}: Health, port: number): RegExp {
  const usual = port === (scheme === 'https' ? 443 : 80) ? '?' : '';
  const escaped = path === '/' ? '/?' : path.replaceAll(/[.?*+()[\]]/g, String.raw`\$&`);
  return new RegExp(String.raw`(?:localhost|127\.0\.0\.1|0\.0\.0\.0)(?::${port})${usual}${escaped}(?![\w/?:])`);
}

/** What the program of a probe takes for healthy; null when it is no request. */
function statusOf(line: string): Health['status'] | null {
  const code = line.includes('http_code') ? /\b[1-5]\d\d\b/.exec(line.replaceAll(/:\d+/g, ''))?.[0] : undefined;
  if (code !== undefined) return code;
  if (/\bwget\b/.test(line)) return '200-399';
  if (/\bcurl\b/.test(line)) return /\s(?:--fail|-\w*f)/.test(line) ? '200-399' : '100-599';
  return /https?:\/\//.test(line) ? '200-299' : null;
}

/** A probe that Muster does not ask is told as a whole, its times only by their names. */
function tellsOf(part: string, {reason, key}: {readonly reason: string; readonly key: string}): boolean {
  if (reason.includes('has a health check of its own') || !key.includes('.test')) return true;
  if (['interval', 'timeout', 'retries', 'start_period'].includes(part)) return reason.includes(`another ${part}`);
  if (part === 'text' && reason.includes('in its own way')) return true;
  return /nothing but times|runs a command in the container|Muster asks every instance|the recipe asks|cannot fail|healthy whatever/.test(
    reason,
  );
}
