import type {Initialized} from '../initialize.js';
import type {View} from './output.js';

export const initializedView: View<Initialized> = {
  text: ({created, joined, store}) => {
    const made =
      created.length === 0
        ? 'Everything was here already; nothing changed.'
        : created.map((path) => `created ${path}`).join('\n');
    if (!joined) return `${made}\n\n${store} is the store of another installation.\nNext: muster cluster join --id ID\n`;
    return created.length === 0 ? `${made}\n` : `${made}\n\nNext: muster doctor\n`;
  },
};
