import {normalizeAddress} from '../../core/domain/addresses.js';
import {foldName} from '../../core/domain/names.js';
import {keyOf, type ParsedDocument, type Path} from '../yaml/parsed-document.js';
import {lookup} from '../../core/domain/lookup.js';

/** Names of what a fact is about, as they are declared: `nodes`, `web-1`, `capacity`, `cpu`. */
export type Fact = readonly string[];

/** Where a file says something; lines and columns count from 1. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** As the file writes it. */
  readonly key: string;
  /** False where the file says something near it only. */
  readonly said: boolean;
}

/** What files call otherwise. */
const keysInFiles: Readonly<Record<string, string>> = {memoryMib: 'memory', passwordSecret: 'password'};

export function placeOfFact(document: ParsedDocument, fact: Fact): Place {
  const path: (string | number)[] = [];
  let at: unknown = document.value;
  for (const [index, part] of fact.entries()) {
    if (part === 'roles' && fact[index + 1] === 'slave' && has(at, 'slaves')) return placeAt(document, [...path, 'slaves'], true);
    const step = Array.isArray(at) ? itemNamed(part, at, fact[index - 1]) : keyNamed(part, at);
    if (step === null) return placeAt(document, path, false);
    path.push(step);
    at = (at as Readonly<Record<string | number, unknown>>)[step];
  }
  return placeAt(document, path, true);
}

function placeAt(document: ParsedDocument, path: Path, said: boolean): Place {
  return {file: document.file, ...document.locate(path), key: keyOf(path), said};
}

function keyNamed(name: string, at: unknown): string | null {
  if (typeof at !== 'object' || at === null) return null;
  for (const key of [name, lookup(keysInFiles, name)]) if (key !== undefined && has(at, key)) return key;
  return Object.keys(at).find((key) => foldName(key) === name) ?? null;
}

function itemNamed(name: string, items: readonly unknown[], list: string | undefined): number | null {
  const nameOf = list === 'entries' ? nameOfEntry : nameOfMember;
  const index = items.findIndex((item) => nameOf(item) === name);
  return index < 0 ? null : index;
}

export function nameOfMember(item: unknown): string {
  return foldName(String(has(item, 'node') ? (item as {node: unknown}).node : item));
}

export function nameOfEntry(item: unknown): string {
  const {address, path = '/'} = typeof item === 'object' ? (item as {address?: unknown; path?: unknown}) : {address: item};
  return placeOfAddress(String(address), String(path));
}

/** By which two entries of an environment are one: an illegal address is as it is written. */
export function placeOfAddress(address: string, path: string): string {
  const normal = normalizeAddress(address);
  return `${'ok' in normal ? normal.ok : address}${path}`;
}

function has(at: unknown, key: string): boolean {
  return typeof at === 'object' && at !== null && Object.hasOwn(at, key);
}
