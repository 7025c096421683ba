import {listWords} from '../../indexes.js';
import {useOf} from '../app.js';
import {roleMarks} from '../roles.js';
import type {KnownMistake} from './known-mistake.js';

export const roleMisspelled: KnownMistake = {
  code: 'ROLE_MISSPELLED',
  sentence: 'The variable that tells an instance its role has another spelling than the app knows.',
  find({apps}) {
    return apps.flatMap(({recipe, members}) => {
      const misspelled = new Map(
        members.filter(({saying}) => saying.how === 'misspelled').map((member) => [member.service, member]),
      );
      return [...misspelled.values()].flatMap(({saying, claimed, service}) => {
        const {variable} = saying;
        if (!variable) return [];
        const known = roleMarks(recipe).filter(({key}) => useOf(recipe, key) === 'role');
        const words = listWords([...new Set(known.map(({key, value}) => `${key}=${value}`))]);
        return [
          {
            ...variable.place,
            message: `${service.name ?? 'A service'} has ${variable.key}=${variable.value}, and the app knows only ${words}.`,
            hint: `It is taken over as ${claimed}; Muster tells each instance its role itself. Until then correct the spelling.`,
          },
        ];
      });
    });
  },
};

export const severalMasters: KnownMistake = {
  code: 'ONE_MASTER',
  sentence: 'More than one instance runs in a role that only one may have.',
  find({apps}) {
    return apps.flatMap(({recipe, members, name}) => {
      const single = Object.keys(recipe.roles).find((role) => recipe.roles[role]!.count === 1);
      if (single === undefined || roleMarks(recipe).length === 0) return [];
      const claiming = [
        ...new Map(
          members.filter(({claimed, saying}) => claimed === single && saying.how !== 'misspelled').map((it) => [it.service, it]),
        ).values(),
      ];
      const count = claiming.reduce((sum, {service}) => sum + (service.replicas?.value ?? 1), 0);
      const last = claiming.at(-1);
      if (count < 2 || !last) return [];
      const keys = listWords([...new Set(roleMarks(recipe).map(({key}) => key))]);
      return [
        {
          ...(last.saying.variable?.place ?? last.service.place),
          message: `${count} instances of app ${name} run as ${single} (${listWords(claiming.map(({service}) => service.name ?? 'a part'))}), as ${keys} says nothing else.`,
          hint: `One stays ${single} and the others are taken over in the other role; until then say the role of each.`,
        },
      ];
    });
  },
};
