import type {AuditRecord} from '../../core/ports/store.js';
import {tableView} from './table.js';
import {shellLine} from '../../core/domain/shell-word.js';

export const auditView = tableView<AuditRecord>({
  name: (record) => record.id,
  empty: 'Nothing was changed yet.',
  columns: [
    {title: 'AT', value: (record) => record.at},
    {title: 'ACTOR', value: (record) => `${record.actor}@${record.host}`},
    {title: 'COMMAND', value: (record) => shellLine(record.arguments)},
    {title: 'EXIT', value: (record) => record.exit, tone: (record) => (record.exit === 0 ? 'plain' : 'bad')},
    {title: 'OUTCOME', value: (record) => record.outcome},
    {title: 'OVERRIDDEN', value: (record) => record.overridden},
    {title: 'OPERATION', value: (record) => record.operation, wide: true},
    {title: 'ID', value: (record) => record.id, wide: true},
  ],
});
