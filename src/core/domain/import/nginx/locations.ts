import {remark, type Reading} from '../findings.js';
import type {Directive} from '../source.js';
import type {Location, ProxySettings} from './balancer.js';
import {leftSettings, settingNames, settingsOf} from './settings.js';
import {parseTarget} from './upstreams.js';
import {leftDirective, placeOf, within, type Around} from './walk.js';

const known: readonly string[] = ['location', 'proxy_pass', ...settingNames];

/** `location` blocks, and those inside them. */
export function readLocations(
  directives: readonly Directive[],
  around: Around,
  inherited: ProxySettings,
): Reading<readonly Location[]> {
  const readings = directives.map((it) => readLocation(it, around, inherited));
  return {value: readings.flatMap((it) => it.value), notTaken: readings.flatMap((it) => it.notTaken)};
}

function readLocation(directive: Directive, around: Around, inherited: ProxySettings): Reading<readonly Location[]> {
  const inner = within(directive, around);
  const block = directive.block ?? [];
  const settings = settingsOf(block, inherited);
  const nested = readLocations(
    block.filter((it) => it.name === 'location'),
    inner,
    settings,
  );
  const path = pathOf(directive.args);
  const pass = block.find((it) => it.name === 'proxy_pass');
  const target = pass ? targetOf(pass.args[0] ?? '') : null;
  const left = [
    ...(path === null ? [leftDirective(directive, around, 'the balancer of Muster decides by the beginning of a path')] : []),
    ...(pass && target === null
      ? [
          leftDirective(
            pass,
            inner,
            'is not http://NAME or http://HOST:PORT without a path of its own: paths are passed on as they are',
          ),
        ]
      : []),
    ...(pass ? [] : nested.value.length > 0 ? [] : [leftDirective(directive, around, 'leads to no upstream')]),
    ...block.filter((it) => !known.includes(it.name)).map((it) => leftDirective(it, inner)),
    ...leftSettings(block, inner),
    ...nested.notTaken,
  ];
  const own = path === null || target === null ? [] : [{path, upstream: target, settings, place: placeOf(directive, around)}];
  const exact = directive.args[0] === '=' && own.length > 0;
  return {
    value: [...own, ...nested.value],
    notTaken: exact
      ? [
          ...left,
          remark(placeOf(directive, around), 'is taken over with everything below it: an entry is the beginning of a path'),
        ]
      : left,
  };
}

function pathOf(args: readonly string[]): string | null {
  const [modifier = '', path = modifier] = args;
  if (args.length > 1 && modifier !== '=' && modifier !== '^~') return null;
  if (!path.startsWith('/')) return null;
  return path === '/' ? '/' : path.replace(/\/+$/, '') || '/';
}

/** Name of an upstream or `host:port` of `http://…`; null where the path would be changed, or a variable decides. */
function targetOf(url: string): string | null {
  const match = /^http:\/\/([^/$@\s]+)$/.exec(url);
  const target = match ? parseTarget(match[1]!) : null;
  return match && target ? match[1]!.toLowerCase() : null;
}
