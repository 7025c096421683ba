import type {Interfaces} from '@oclif/core';

const silent = () => undefined;

/** What oclif tells of itself interests nobody here, and the package that would tell it takes time to load. */
export const silentLogger: Interfaces.Logger = {
  namespace: 'oclif',
  debug: silent,
  error: silent,
  info: silent,
  trace: silent,
  warn: silent,
  child: () => silentLogger,
};
