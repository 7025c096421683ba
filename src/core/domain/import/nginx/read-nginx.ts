import type {Reading, Remark} from '../findings.js';
import type {Directive, NginxSource} from '../source.js';
import {nginxDefaults, type ProxySettings, type Upstream} from './balancer.js';
import type {Server} from './servers.js';
import {leftSettings, settingNames, settingsOf} from './settings.js';
import {readServer} from './sites.js';
import {readUpstream} from './upstreams.js';
import {leftDirective, within, type Around} from './walk.js';

export interface BalancerFacts {
  readonly upstreams: readonly Upstream[];
  readonly servers: readonly Server[];
}

/** Upstreams and servers of an nginx configuration, of `http` or of a file that is included there. */
export function readNginx({file, directives}: NginxSource): Reading<BalancerFacts> {
  return readBlock(directives, {file, path: ''}, nginxDefaults);
}

function readBlock(block: readonly Directive[], around: Around, inherited: ProxySettings): Reading<BalancerFacts> {
  const settings = settingsOf(block, inherited);
  const readings = block.map((directive) => readDirective(directive, around, settings));
  return {
    value: {
      upstreams: readings.flatMap((it) => it.value.upstreams ?? []),
      servers: readings.flatMap((it) => it.value.servers ?? []),
    },
    notTaken: [...readings.flatMap((it) => it.notTaken), ...leftSettings(block, around)],
  };
}

function readDirective(
  directive: Directive,
  around: Around,
  settings: ProxySettings,
): {readonly value: Partial<BalancerFacts>; readonly notTaken: readonly Remark[]} {
  const {name, block} = directive;
  if (name === 'http' && block !== null) return readBlock(block, within(directive, around), settings);
  if (name === 'upstream' && block !== null) {
    const {value, notTaken} = readUpstream(directive, around);
    return {value: {upstreams: [value]}, notTaken};
  }
  if (name === 'server' && block !== null) {
    const {value, notTaken} = readServer(directive, around, settings);
    return {value: {servers: [value]}, notTaken};
  }
  if (settingNames.includes(name)) return {value: {}, notTaken: []};
  return {value: {}, notTaken: [leftDirective(directive, around)]};
}
