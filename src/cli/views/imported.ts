import type {Mistake, Remark} from '../../core/domain/import/findings.js';
import type {Place} from '../../core/domain/import/source.js';
import type {ComposeAppData} from '../compose-app.js';
import type {ImportedData} from '../imported-files.js';
import {counted} from './columns.js';
import type {View} from './output.js';
import type {Style} from './style.js';

/** The topology as text, unless it went into a file. */
export function importedView(text: string): View<ImportedData> {
  return {document: true, text: ({out}) => (out === null ? text : '')};
}

/** What a person must know of an import besides its topology. */
export function importReport(data: ImportedData, style: Style): string {
  return report(data, nextLines(data, style), style);
}

/** The same of one app that was made of a compose file. */
export function composeAppReport(data: ComposeAppData & {readonly name: string}, style: Style): string {
  const {name, recipe, commands, version} = data;
  const next = [
    ...(recipe === null ? [] : indented(`Recipe: ${recipe}`, style, '')),
    ...(commands.length === 0 ? [] : ['Its env needs:', ...commands.map((line) => `  ${line}`)]),
    `${style.paint('strong', 'Next:')} muster app deploy ${name} --env ENV --version ${version ?? 'VERSION'}`,
  ];
  return report(data, next, style);
}

type Findings = Pick<ImportedData, 'mistakes' | 'notTaken' | 'assumed'>;

function report({mistakes, notTaken, assumed}: Findings, next: readonly string[], style: Style): string {
  const sections = [
    section(`${counted(mistakes.length, 'known mistake')}`, mistakes, (it) => mistakeLines(it, style), style),
    section(`${notTaken.length} not taken over`, notTaken, (it) => remarkLines(it, style), style),
    section(`${assumed.length} assumed`, assumed, (it) => remarkLines(it, style), style),
    next,
  ];
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

function section<T>(title: string, rows: readonly T[], linesOf: (row: T) => readonly string[], style: Style): readonly string[] {
  return rows.length === 0 ? [] : [style.paint('strong', `${title}:`), ...rows.flatMap(linesOf)];
}

function mistakeLines({code, message, hint, ...place}: Mistake, style: Style): readonly string[] {
  return [
    `  ${placeText(place, style)}`,
    ...indented(`${message} (${code})`, style).map((line) => style.paint('warn', line)),
    ...indented(`Next: ${hint}`, style),
  ];
}

function remarkLines({reason, ...place}: Remark, style: Style): readonly string[] {
  return [`  ${placeText(place, style)}`, ...indented(reason, style)];
}

function placeText({file, line, key}: Place, style: Style): string {
  return `${file}:${line} ${style.paint('faint', key)}`;
}

function nextLines({commands, recipes, out}: ImportedData, style: Style): readonly string[] {
  const made = Object.keys(recipes);
  const lines = (text: string) => indented(text, style, '');
  return [
    ...(made.length === 0
      ? []
      : lines(
          out === null
            ? `The topology names ${made.join(' and ')}, which only --out FILE writes.`
            : `${made.join(' and ')} ${made.length === 1 ? 'is' : 'are'} beside ${out}.`,
        )),
    ...(commands.length === 0
      ? []
      : [
          ...lines('Secrets that are to keep their values, each from standard input, before anything is applied:'),
          ...commands.map((line) => `  ${line}`),
        ]),
    `${style.paint('strong', 'Next:')} muster topology validate -f ${out ?? 'FILE'}`,
  ];
}

const margin = '    ';

/** Text broken between words where the terminal is narrow; a command is never broken by us within a word. */
function indented(text: string, style: Style, indent = margin): readonly string[] {
  const room = Math.max(20, style.width - indent.length);
  const lines: string[] = [];
  let rest = text;
  while (rest.length > room) {
    const space = rest.lastIndexOf(' ', room);
    const at = space > 0 ? space : rest.indexOf(' ');
    if (at < 0) break;
    lines.push(rest.slice(0, at));
    rest = rest.slice(at + 1);
  }
  return [...lines, rest].map((line) => `${indent}${line}`);
}
