import type {Rule} from './rule.js';

export const versionUnknown: Rule = {
  codes: ['VERSION_UNKNOWN'],
  sentence: 'The image of a version is on its node or can be pulled before anything moves.',
  check({facts}) {
    return facts.missingImages.map(({image, node, deployment}) => ({
      code: 'VERSION_UNKNOWN', severity: 'error', subject: `deployment ${deployment}`,
      message: `Image ${image} of deployment ${deployment} is not on node ${node} and cannot be pulled there.`,
      hint: `Check the version, or bring the image to the node: docker save ${image} | ssh ${node} docker load.`,
      details: {image, node, deployment},
    }));
  },
};
