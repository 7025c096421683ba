import {describe, expect, it} from 'vitest';
import {didYouMean, nearestName} from '../../src/core/domain/nearest.js';

describe('the nearest name', () => {
  it.each([
    ['wbe-1', 'web-1'],
    ['WEB1', 'web-1'],
    ['prodd', 'prod'],
    ['satging', 'staging'],
    ['prod', 'prod'],
  ])('of %s is %s', (wrong, right) => {
    expect(nearestName(wrong, ['web-1', 'web-22', 'prod', 'staging'])).toBe(right);
  });

  it.each(['db', 'x', 'production', ''])('of %j is none', (wrong) => {
    expect(nearestName(wrong, ['web-1', 'prod', 'staging'])).toBeNull();
  });

  it('is the first of those that are as near', () => {
    expect(nearestName('web-3', ['web-2', 'web-1'])).toBe('web-2');
  });

  it('is said at the end of a sentence, or nothing is', () => {
    expect([didYouMean('web-1'), didYouMean(null)]).toEqual(['; did you mean "web-1"?', '']);
  });
});
