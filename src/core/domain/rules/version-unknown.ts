import {loadCommand} from '../load-command.js';
import type {Rule} from './rule.js';

export const versionUnknown: Rule = {
  codes: ['VERSION_UNKNOWN'],
  sentence: 'The image of a version is on its node or can be pulled before anything moves.',
  check({after, facts}) {
    return facts.missingImages
      .filter(({pinned}) => pinned === null)
      .map(({image, node, org, wantedBy, pullTried}) => ({
        code: 'VERSION_UNKNOWN',
        severity: pullTried ? 'error' : 'warning',
        subject: wantedBy,
        message: `Image ${image} of ${wantedBy} is not on node ${node}${pullTried ? ' and cannot be pulled there' : ' yet and has to be pulled'}.`,
        hint: `Check the version, or bring the image to the node: ${loadCommand(after, {org, node, image})}`,
        details: {image, node, wantedBy},
      }));
  },
};
