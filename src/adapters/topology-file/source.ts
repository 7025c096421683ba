import {keyOf, type ParsedDocument} from '../yaml/parsed-document.js';
import type {Source} from './declared-file.js';
import {placeOfFact} from './places.js';

export function sourceOf(document: ParsedDocument, folder: string): Source {
  return {
    folder,
    written: (path) => document.written(path),
    at: (path) => `${document.file}:${document.locate(path).line}`,
    placeOf: (fact) => placeOfFact(document, fact),
    problem: (path, message) => ({
      file: document.file,
      ...document.locate(path),
      key: keyOf(path),
      message: `${keyOf(path)} ${message}`,
      nearest: null,
    }),
  };
}
