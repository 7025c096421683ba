import {defineConfig} from 'vitest/config';

/** On real Docker, one file after the other: who is measured is alone. */
const onDocker = {
  // `css`: style sheets that are imported as text are that text, not nothing.
  css: true,
  testTimeout: 180_000,
  hookTimeout: 120_000,
  fileParallelism: false,
  sequence: {concurrent: false},
};

/**
 * Three rings: `unit` needs nothing but Node; `real` needs Docker (and for some faults root on Linux); `mysql` is what is accepted
 * of the command line in `real`, on installations that keep their stores in a MySQL.
 */
export default defineConfig({
  test: {
    // As many as a small machine has: the tests of the command line wait for processes of their own.
    maxWorkers: 2,
    projects: [
      {test: {name: 'unit', css: true, include: ['test/**/*.test.ts'], exclude: ['test/**/*.real.test.ts'], testTimeout: 20_000}},
      {test: {...onDocker, name: 'real', globalSetup: ['test/support/real-setup.ts'], include: ['test/**/*.real.test.ts']}},
      {
        test: {
          ...onDocker,
          name: 'mysql',
          globalSetup: ['test/support/real-setup.ts', 'test/support/mysql-setup.ts'],
          include: ['test/acceptance/**/*.real.test.ts'],
          exclude: [
            // What befalls the file of SQLite.
            'test/acceptance/store-file.real.test.ts',
            'test/acceptance/faults/fault-27-*',
            'test/acceptance/faults/fault-28-*',
            // What has a MariaDB of its own in `real` already.
            'test/acceptance/agent-database.real.test.ts',
            'test/acceptance/faults/fault-30-*',
            'test/acceptance/two-installations.real.test.ts',
            'test/acceptance/remote/adopted.real.test.ts',
          ],
        },
      },
    ],
  },
});
