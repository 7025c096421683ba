import {join} from 'node:path';
import {describe, expect, it} from 'vitest';
import {plannedView, type PlanData} from '../../src/cli/views/planned.js';
import {statusView} from '../../src/cli/views/status.js';
import {aCli} from '../support/run-cli.js';
import plan from './plan.json' with {type: 'json'};
import {pictureStyle, terminalPicture} from './picture.js';
import status from './status.json' with {type: 'json'};

/** The data are answers of the quick start; the pictures are made from them by the views, and stale ones fail. */
describe('the pictures of the README', () => {
  it('shows the plan as the view draws it', async () => {
    const text = await plannedView.text({...plan, changed: true, stages: []} as unknown as PlanData, pictureStyle);
    await expect(terminalPicture('muster plan -f cluster.yaml', text)).toMatchFileSnapshot('../../docs/pictures/plan.svg');
  });

  it('shows the status as the view draws it', async () => {
    const text = await statusView.text(status as unknown as Parameters<typeof statusView.text>[0], pictureStyle);
    await expect(terminalPicture('muster status', text)).toMatchFileSnapshot('../../docs/pictures/status.svg');
  });

  it('shows the topology of the example as the command draws it', async () => {
    const cli = await aCli({init: false});
    const file = join(import.meta.dirname, '..', '..', 'examples', 'four-layers.yaml');
    const {stdout} = await cli.run(['topology', 'graph', '-f', file, '--format', 'svg']);
    await expect(stdout).toMatchFileSnapshot('../../docs/pictures/four-layers.svg');
  });
});
