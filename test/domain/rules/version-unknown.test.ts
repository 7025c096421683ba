import {describe, expect, it} from 'vitest';
import {check, messages} from '../../support/check-rule.js';
import {aTopology} from '../../support/topology.js';

describe('VERSION_UNKNOWN', () => {
  it('warns of the image of a version that has to be pulled, with deployment and node', () => {
    const absentImages = [{image: 'acme/hello:9', org: 'default', node: 'web-1', wantedBy: 'deployment default/prod/hello'}];
    expect(check('VERSION_UNKNOWN', {after: aTopology(), facts: {absentImages}})).toEqual([
      {
        code: 'VERSION_UNKNOWN',
        severity: 'warning',
        subject: 'deployment default/prod/hello',
        message: 'Image acme/hello:9 of deployment default/prod/hello is not on node web-1 yet and has to be pulled.',
        hint: 'Check the version, or bring the image to the node: docker save acme/hello:9 | ssh web-1 docker load',
        details: {image: 'acme/hello:9', node: 'web-1', wantedBy: 'deployment default/prod/hello'},
      },
    ]);
  });

  it('says nothing when every image is there', () => {
    expect(messages('VERSION_UNKNOWN', {after: aTopology()})).toEqual([]);
  });
});
