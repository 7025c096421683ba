import type {ServiceUnit} from '../../core/ports/service-manager.js';

/** `system` for the whole machine, `user` for the services of one user. */
export type Scope = 'system' | 'user';

export interface UnitPlace {
  readonly scope: Scope;
  readonly environmentPath: string;
}

const installationMark = '# installation ';

/** Nothing that an agent does needs more. Memory that is written and run stays allowed: JavaScript is compiled while it runs. */
const hardening = [
  'NoNewPrivileges=yes',
  'ProtectSystem=strict',
  'ProtectHome=read-only',
  'PrivateDevices=yes',
  'ProtectClock=yes',
  'ProtectControlGroups=yes',
  'ProtectHostname=yes',
  'ProtectKernelLogs=yes',
  'ProtectKernelModules=yes',
  'ProtectKernelTunables=yes',
  'RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6',
  'RestrictNamespaces=yes',
  'RestrictRealtime=yes',
  'RestrictSUIDSGID=yes',
  'LockPersonality=yes',
  'SystemCallArchitectures=native',
  'CapabilityBoundingSet=',
  'UMask=0077',
];

/** Pure. The unit as a file. Exits of wrong usage, a conflict and a deleted cluster are no better the next time. */
export function renderUnit(unit: ServiceUnit, {scope, environmentPath}: UnitPlace): string {
  const isSystem = scope === 'system';
  return lines([
    `${installationMark}${unit.installation}`,
    '[Unit]',
    'Description=Agent of Muster, the cluster administration tool',
    ...(isSystem ? ['Wants=network-online.target', 'After=network-online.target mariadb.service mysql.service'] : []),
    'StartLimitIntervalSec=0',
    '',
    '[Service]',
    'Type=exec',
    `ExecStart=${unit.command.map(quoted).join(' ')}`,
    `EnvironmentFile=-${escaped(environmentPath)}`,
    ...(unit.user === null ? [] : [`User=${unit.user}`]),
    'Restart=always',
    'RestartSec=5',
    'RestartPreventExitStatus=2 3 4',
    'SuccessExitStatus=130 143',
    'TimeoutStopSec=30',
    ...(isSystem ? [...hardening, ...isolation(unit)] : ['NoNewPrivileges=yes', 'UMask=0077']),
    '',
    '[Install]',
    `WantedBy=${isSystem ? 'multi-user' : 'default'}.target`,
  ]);
}

/** Pure. The installation that a unit was made for; null where it does not say. */
export function installationIn(text: string): string | null {
  return text.startsWith(installationMark) ? (text.slice(installationMark.length).split('\n')[0] ?? null) : null;
}

/** Pure. The variables as a file that systemd reads. */
export function renderEnvironment(variables: Readonly<Record<string, string>>): string {
  return lines(Object.entries(variables).map(([name, value]) => `${name}=${fileValue(value)}`));
}

function isolation({directories}: ServiceUnit): readonly string[] {
  const isTemporary = directories.some((directory) => /^\/(var\/)?tmp(\/|$)/.test(directory));
  return [
    ...(isTemporary ? [] : ['PrivateTmp=yes']),
    ...(directories.length === 0 ? [] : [`ReadWritePaths=${directories.map((each) => quoted(`-${each}`)).join(' ')}`]),
  ];
}

const lines = (texts: readonly string[]): string => texts.map((text) => `${text}\n`).join('');
const escaped = (text: string): string => text.replaceAll('%', '%%');

/** As systemd.syntax(7) has it. */
function quoted(text: string): string {
  const plain = escaped(text).replaceAll('$', () => '$$');
  return /^[\w@%+=:,./$-]+$/.test(plain) ? plain : `"${plain.replace(/[\\"]/g, '\\$&')}"`;
}

/** As `EnvironmentFile=` reads it: neither specifiers nor variables have a meaning there. */
function fileValue(value: string): string {
  return `"${value.replace(/[\\"$\x60]/g, '\\$&')}"`;
}
