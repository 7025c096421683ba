import type {Check} from '../../core/use-cases/check.js';
import {counted} from './columns.js';
import type {View} from './output.js';
import type {Tone} from './palette.js';
import {renderTable} from './render-table.js';

const tones: Readonly<Record<Check['result'], Tone>> = {pass: 'good', warn: 'warn', fail: 'bad'};

export const checksView: View<readonly Check[]> = {
  names: (checks) => checks.filter((check) => check.result !== 'pass').map((check) => check.check),
  text: (checks, style) => {
    const found = checks.filter((check) => check.result !== 'pass');
    const hints = [...new Set(found.flatMap((check) => (check.hint === null ? [] : [check.hint])))];
    return (
      [
        renderTable(
          [
            {title: 'CHECK', value: (check: Check) => check.check},
            {title: 'RESULT', value: (check) => check.result, tone: (check) => tones[check.result]},
            {title: 'MESSAGE', value: (check) => (check.code === null ? check.message : `${check.message} (${check.code})`)},
          ],
          checks,
          style,
        ),
        '',
        found.length === 0
          ? style.paint('good', 'No problem found.')
          : `${counted(checks.filter((check) => check.result === 'fail').length, 'problem')}, ${counted(checks.filter((check) => check.result === 'warn').length, 'warning')}.`,
        ...hints.map((hint) => `${style.paint('strong', 'Next:')} ${hint}`),
      ].join('\n') + '\n'
    );
  },
};
