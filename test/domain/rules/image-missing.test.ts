import {describe, expect, it} from 'vitest';
import {check} from '../../support/check-rule.js';
import {aTopology} from '../../support/topology.js';

const missing = {
  image: 'acme/hello:9',
  pinned: `sha256:${'0123456789ab'.padEnd(64, 'f')}`,
  org: 'default',
  node: 'web-4',
  wantedBy: 'deployment default/prod/hello',
};
const after = (connect: string) => aTopology().withNode('web-4', {connect});

describe('IMAGE_MISSING', () => {
  it('names the node, the image that the others run, and how it gets there', () => {
    expect(check('IMAGE_MISSING', {after: after('ssh://ops@10.0.0.14:2222'), facts: {missingImages: [missing]}})).toEqual([
      {
        code: 'IMAGE_MISSING',
        severity: 'error',
        subject: 'deployment default/prod/hello',
        message:
          'Node web-4 has not the image that deployment default/prod/hello runs (acme/hello:9, 0123456789ab), and acme/hello:9 there is another one.',
        hint: 'Bring it from a machine that has it: docker save acme/hello:9 | ssh -p 2222 ops@10.0.0.14 docker load',
        details: {image: 'acme/hello:9', imageId: missing.pinned, node: 'web-4', wantedBy: 'deployment default/prod/hello'},
      },
    ]);
  });

  it.each([
    ['tcp://10.0.0.14:2376', 'docker save acme/hello:9 | docker --host tcp://10.0.0.14:2376 --tlsverify load'],
    ['local', 'docker pull acme/hello:9'],
  ])('says the way for %s', (connect, command) => {
    const [violation] = check('IMAGE_MISSING', {after: after(connect), facts: {missingImages: [missing]}});
    expect(violation?.hint).toBe(`Bring it from a machine that has it: ${command}`);
  });
});
