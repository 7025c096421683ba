import {describe, expect, it} from 'vitest';
import {check, messages} from '../../support/check-rule.js';
import {aTopology} from '../../support/topology.js';

const hello = {image: 'acme/hello:9', pinned: null, org: 'default', node: 'web-1'};

describe('VERSION_UNKNOWN', () => {
  it('names image, deployment and node', () => {
    const missingImages = [{...hello, wantedBy: 'deployment default/prod/hello', pullTried: true}];
    expect(check('VERSION_UNKNOWN', {after: aTopology(), facts: {missingImages}})).toEqual([
      {
        code: 'VERSION_UNKNOWN',
        severity: 'error',
        subject: 'deployment default/prod/hello',
        message: 'Image acme/hello:9 of deployment default/prod/hello is not on node web-1 and cannot be pulled there.',
        hint: 'Check the version, or bring the image to the node: docker save acme/hello:9 | ssh web-1 docker load',
        details: {image: 'acme/hello:9', node: 'web-1', wantedBy: 'deployment default/prod/hello'},
      },
    ]);
  });

  it('only warns when nobody has tried to pull it', () => {
    const missingImages = [{...hello, wantedBy: 'the balancer on web-1', pullTried: false}];
    expect(check('VERSION_UNKNOWN', {after: aTopology(), facts: {missingImages}})).toMatchObject([
      {
        severity: 'warning',
        message: 'Image acme/hello:9 of the balancer on web-1 is not on node web-1 yet and has to be pulled.',
      },
    ]);
  });

  it('says nothing when every image is there', () => {
    expect(messages('VERSION_UNKNOWN', {after: aTopology()})).toEqual([]);
  });
});
