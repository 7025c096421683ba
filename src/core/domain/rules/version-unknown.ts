import {loadCommand} from '../load-command.js';
import type {Rule} from './rule.js';

export const versionUnknown: Rule = {
  codes: ['VERSION_UNKNOWN'],
  sentence:
    'The image of a version is on its node or can be pulled before anything moves; one that is not there yet is a warning.',
  check({after, facts}) {
    return facts.absentImages.map(({image, node, org, wantedBy}) => ({
      code: 'VERSION_UNKNOWN',
      severity: 'warning',
      subject: wantedBy,
      message: `Image ${image} of ${wantedBy} is not on node ${node} yet and has to be pulled.`,
      hint: `Check the version, or bring the image to the node: ${loadCommand(after, {org, node, image})}`,
      details: {image, node, wantedBy},
    }));
  },
};
