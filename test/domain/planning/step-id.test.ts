import {expect, it} from 'vitest';
import {stepId} from '../../../src/core/domain/planning/step-id.js';

it('keeps ids of many names within the width of the journal, and apart', () => {
  const names = Array.from({length: 60}, (_, index) => `hello-slave-${index}`);
  const long = stepId('start', 'web-1', ...names);
  expect(long).toHaveLength(150);
  expect(long).not.toBe(stepId('start', 'web-1', ...names, 'one-more'));
  expect(stepId('start', 'web-1', 'hello-slave-1')).toBe('start:web-1:hello-slave-1');
});
