import {defineConfig} from 'vitest/config';

/** Two rings: `unit` needs nothing but Node; `real` needs Docker (and for some faults root on Linux). */
export default defineConfig({
  test: {
    // As many as a small machine has: the tests of the command line wait for processes of their own.
    maxWorkers: 2,
    // `css`: style sheets that are imported as text are that text, not nothing.
    projects: [
      {test: {name: 'unit', css: true, include: ['test/**/*.test.ts'], exclude: ['test/**/*.real.test.ts'], testTimeout: 20_000}},
      {
        test: {
          name: 'real',
          css: true,
          // Faults are held to times in milliseconds, on machines that others use as well: who fails twice fails.
          retry: 1,
          globalSetup: ['test/support/real-setup.ts'],
          include: ['test/**/*.real.test.ts'],
          testTimeout: 180_000,
          hookTimeout: 120_000,
          fileParallelism: false,
          sequence: {concurrent: false},
        },
      },
    ],
  },
});
