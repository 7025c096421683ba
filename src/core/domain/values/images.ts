import {quoted} from '../quoted.js';
import type {Read} from './read.js';

/** The grammar of references of the Docker distribution, without its 255 characters. */
const component = '[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*';
const label = '(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])';
const domain = `(?:${label}(?:\\.${label})*|\\[[a-fA-F0-9:]+\\])(?::[0-9]{1,5})?`;
const repository = new RegExp(`^(?:${domain}/)?${component}(?:/${component})*$`);
const tag = /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$/;
const digest = /^[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}$/;
const longest = 255;

/** Where an image is, without tag: what is on Docker's own registry is named without it. */
export function readRepository(text: string): Read {
  const problem = repositoryProblem(text);
  return problem === null ? {ok: familiar(text)} : {problem};
}

/** Any image: repository, tag and digest. */
export function readImage(text: string): Read {
  const [, name = '', tagged, digested] = /^(.*?)(?::([^:/@]*))?(?:@(.*))?$/s.exec(text) ?? [];
  const problem = repositoryProblem(name);
  if (problem !== null) return {problem};
  if (tagged !== undefined && !tag.test(tagged)) return {problem: `${quoted(tagged)} is no tag`};
  if (digested !== undefined && !digest.test(digested)) return {problem: `${quoted(digested)} is no digest`};
  return {ok: familiar(name) + text.slice(name.length)};
}

/** A version is the tag of an image. */
export function readVersion(text: string): Read {
  if (tag.test(text)) return {ok: text};
  if (text === '') return {problem: 'it is empty'};
  if (text.length > 128) return {problem: `it has ${text.length} characters, and a tag has at most 128`};
  return {problem: `${quoted(text)} is no tag of an image`};
}

function repositoryProblem(name: string): string | null {
  if (name === '') return 'it is empty';
  if (name.length > longest) return `it has ${name.length} characters, and a repository has at most ${longest}`;
  if (repository.test(name)) return null;
  if (/@[a-z0-9]+:/i.test(name)) return 'it carries a digest, and the version says which image is meant';
  if (/:[^:/]*$/.test(name)) return 'it carries a tag, and the version is the tag';
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(name)) return 'it is a URL, and a repository has no scheme';
  return repository.test(name.toLowerCase()) ? 'a repository is in lower case' : `${quoted(name)} is no repository`;
}

function familiar(name: string): string {
  const own = /^(?:index\.)?docker\.io\/(.+)$/.exec(name)?.[1];
  return own === undefined ? name : own.replace(/^library\/(?=[^/]+$)/, '');
}
