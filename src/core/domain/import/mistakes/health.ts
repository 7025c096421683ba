import {neverFails} from '../compose/probe.js';
import type {KnownMistake} from './known-mistake.js';

export const healthCannotFail: KnownMistake = {
  code: 'HEALTH_CANNOT_FAIL',
  sentence: 'A health check ends in a command that succeeds whatever the app answers.',
  find({gathered: {services, bodies, backing}}) {
    return [...services, ...bodies, ...backing.map((it) => it.service)].flatMap(({probe, name}) => {
      const why = probe?.test ? neverFails(probe.test) : null;
      if (!probe || why === null) return [];
      return [
        {
          ...probe.place,
          message: `The health check${name === null ? '' : ` of ${name}`} can never fail: ${why}.`,
          hint: 'Let it end in a command that fails when the app does, such as grep -q; with Muster the health check of the recipe counts.',
        },
      ];
    });
  },
};
