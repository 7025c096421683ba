import {remark, type Reading, type Remark} from '../findings.js';
import type {Directive} from '../source.js';
import type {Location, ProxySettings} from './balancer.js';
import {leftSettings, settingNames, settingsOf} from './settings.js';
import {readTarget} from './target.js';
import {constantsOf, leftDirective, placeOf, within, type Around} from './walk.js';

const known: readonly string[] = ['location', 'proxy_pass', 'set', ...settingNames];

export interface LocationScope {
  readonly around: Around;
  /** Variables that have one text. */
  readonly constants: ReadonlyMap<string, string>;
}

/** `location` blocks of one block, and those inside them. */
export function readLocations(
  directives: readonly Directive[],
  scope: LocationScope,
  inherited: ProxySettings,
): Reading<readonly Location[]> {
  const named = new Map(directives.flatMap((it) => (it.args[0]?.startsWith('@') ? [[it.args[0], it] as const] : [])));
  const led = new Set(directives.flatMap((it) => fallbackOf(it, named) ?? []));
  const readings = directives.filter((it) => !led.has(it)).map((it) => readLocation(withFallback(it, named), scope, inherited));
  const all = readings.flatMap((it) => it.value);
  // Where one path has two locations, the exact one is for it alone, which no entry can be.
  const covered = all.filter((it) => it.exact && all.some((other) => !other.exact && other.path === it.path));
  return {
    value: all.filter((it) => !covered.includes(it)),
    notTaken: [
      ...readings.flatMap((it) => it.notTaken),
      ...all
        .filter((it) => it.exact)
        .map(({place, path}) =>
          remark(
            place,
            all.some((it) => !it.exact && it.path === path)
              ? `an entry is the beginning of a path, and another location has everything that begins with ${path}`
              : 'is taken over with everything below it: an entry is the beginning of a path',
          ),
        ),
    ],
  };
}

/** The named location that a `try_files` ends in. */
function fallbackOf({args, block}: Directive, named: ReadonlyMap<string, Directive>): Directive | null {
  if (args[0]?.startsWith('@') || block?.some((it) => it.name === 'proxy_pass')) return null;
  return named.get(block?.find((it) => it.name === 'try_files')?.args.at(-1) ?? '') ?? null;
}

/** What no file answers goes where the named location leads: without files, all of it. */
function withFallback(directive: Directive, named: ReadonlyMap<string, Directive>): Directive {
  const fallback = fallbackOf(directive, named);
  return fallback === null ? directive : {...directive, block: [...(directive.block ?? []), ...(fallback.block ?? [])]};
}

function readLocation(
  directive: Directive,
  {around, constants: outer}: LocationScope,
  inherited: ProxySettings,
): Reading<readonly Location[]> {
  const inner = within(directive, around);
  const block = directive.block ?? [];
  const settings = settingsOf(block, inherited);
  const constants = constantsOf(block, outer);
  const nested = readLocations(
    block.filter((it) => it.name === 'location'),
    {around: inner, constants},
    settings,
  );
  const path = pathOf(directive.args);
  const pass = block.find((it) => it.name === 'proxy_pass');
  const target = pass ? readTarget(pass.args[0] ?? '', {path: directive.args.at(-1) ?? '', constants}) : null;
  const upstream = target !== null && 'upstream' in target ? target.upstream : null;
  const left: Remark[] = [
    ...(path === null ? [leftDirective(directive, around, 'the balancer of Muster decides by the beginning of a path')] : []),
    ...(pass && target !== null && 'reason' in target ? [leftDirective(pass, inner, target.reason)] : []),
    ...(pass || nested.value.length > 0 ? [] : [leftDirective(directive, around, 'leads to no upstream')]),
    ...block.filter((it) => !known.includes(it.name)).map((it) => leftDirective(it, inner)),
    ...leftSettings(block, inner),
    ...nested.notTaken,
  ];
  const exact = directive.args[0] === '=';
  const own = path === null || upstream === null ? [] : [{path, exact, upstream, settings, place: placeOf(directive, around)}];
  return {value: [...own, ...nested.value], notTaken: left};
}

function pathOf(args: readonly string[]): string | null {
  const [modifier = '', path = modifier] = args;
  if (args.length > 1 && modifier !== '=' && modifier !== '^~') return null;
  if (!path.startsWith('/')) return null;
  return path === '/' ? '/' : path.replace(/\/+$/, '') || '/';
}
