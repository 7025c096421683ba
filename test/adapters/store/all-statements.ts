import {untyped} from '../../../src/adapters/store/codec.js';
import {entryRoutes, instancePorts, nodeEndpoints} from '../../../src/adapters/store/claim-mappings.js';
import {mappings} from '../../../src/adapters/store/mappings.js';
import {auditMapping, auditStatements} from '../../../src/adapters/store/tables/audit.js';
import {beatStatements} from '../../../src/adapters/store/tables/beat-statements.js';
import {journalMapping, journalStatements} from '../../../src/adapters/store/tables/journal.js';
import {leaseMapping} from '../../../src/adapters/store/tables/leases.js';
import {operationMapping, operationStatements} from '../../../src/adapters/store/tables/operations.js';
import {partStatements} from '../../../src/adapters/store/tables/part.js';
import {sealStatements} from '../../../src/adapters/store/tables/seals.js';
import {settingMapping} from '../../../src/adapters/store/tables/settings.js';
import {
  deleteStatement,
  insertStatement,
  selectStatement,
  type Statement,
  updateStatement,
} from '../../../src/adapters/store/tables/statement.js';

const topology = Object.values(mappings).map((mapping) => untyped(mapping as never));
const whole = [...topology, leaseMapping, operationMapping, settingMapping];
const inserted = [...whole, untyped(nodeEndpoints), untyped(entryRoutes), untyped(instancePorts), journalMapping, auditMapping];
const updated = whole.filter((mapping) => mapping.columns.length > mapping.key.length);
const deleted = [...topology, untyped(nodeEndpoints), untyped(entryRoutes), untyped(instancePorts)];

/** Every statement that a command of ordinary size runs. */
export const allStatements: readonly Statement[] = [
  ...sealStatements,
  ...operationStatements,
  ...journalStatements,
  ...auditStatements,
  ...partStatements,
  ...Object.values(beatStatements),
  ...whole.map(selectStatement),
  ...inserted.map((mapping) => insertStatement(mapping)),
  ...updated.map(updateStatement),
  ...deleted.map(deleteStatement),
];
