import {loadCommand} from '../load-command.js';
import type {Rule} from './rule.js';

export const imageMissing: Rule = {
  codes: ['IMAGE_MISSING'],
  sentence: 'Every node that starts instances of a deployment has the very image that was deployed, or can pull it.',
  check({after, facts}) {
    return facts.missingImages.map(({image, pinned, node, org, wantedBy}) => ({
      code: 'IMAGE_MISSING',
      severity: 'error',
      subject: wantedBy,
      message: `Node ${node} has not the image that ${wantedBy} runs (${image}, ${shortId(pinned)}), and ${image} there is another one.`,
      hint: `Bring it from a machine that has it: ${loadCommand(after, {org, node, image})}`,
      details: {image, imageId: pinned, node, wantedBy},
    }));
  },
};

function shortId(id: string): string {
  return id.replace(/^sha256:/, '').slice(0, 12);
}
