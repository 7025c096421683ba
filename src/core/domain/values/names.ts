import {foldClusterId, foldName, isLegalClusterId, isLegalName} from '../names.js';
import {quoted} from '../quoted.js';
import type {Read} from './read.js';

export function readName(text: string): Read {
  const name = foldName(text);
  return isLegalName(name) ? {ok: name} : {problem: `${quoted(text)} is no name`};
}

export function readClusterId(text: string): Read {
  const id = foldClusterId(text);
  return isLegalClusterId(id) ? {ok: id} : {problem: `${quoted(text)} is no id of a cluster`};
}
