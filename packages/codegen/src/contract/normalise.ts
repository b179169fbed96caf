import { isList, isObject, type Json, type JsonObject, mapChildren, mapValues } from '../json/index.ts';
import { asDocument, type OpenApiDocument } from './document.ts';

/** Keys whose value maps names that somebody chose to keyword objects, so that its own keys are no keywords. */
const NAME_MAPS = new Set([
  'paths',
  'properties',
  'schemas',
  'responses',
  'parameters',
  'requestBodies',
  'headers',
  'securitySchemes',
  'content',
  'mapping',
  'patternProperties',
  'callbacks',
  'links',
  'encoding',
  'scopes',
  'variables',
]);

/** Keys whose value is data of the API, not description of it; never looked into. */
const DATA = new Set(['default', 'const', 'enum', 'mapping']);

/** Lists that are sets: their order means nothing, so it must not show. */
const SETS = new Set(['required', 'enum', 'tags', 'parameters', 'security', 'x-sensitive', 'x-tags', 'type']);

/** Written for people: it explains the API and is no fact of it. */
const PROSE = new Set(['description', 'summary', 'title', 'example', 'examples', 'externalDocs', 'x-readme']);

/**
 * The normal form of a document: keys sorted, sets sorted. Two documents that state the same facts, in whatever
 * order, have the same normal form up to their prose.
 */
export function normalise(document: OpenApiDocument): OpenApiDocument {
  return asDocument(keywords(document, { prose: true }));
}

/** The normal form without prose: what is committed as the contract. */
export function facts(document: OpenApiDocument): OpenApiDocument {
  const { tags: _prose, ...rest } = keywords(document, { prose: false }) as JsonObject;
  // OpenAPI demands a title and a version; both are names.
  const { title, version } = document.info;
  return asDocument(sortKeys({ ...rest, info: { title, version } }));
}

interface Keep {
  readonly prose: boolean;
}

function keywords(value: Json, keep: Keep): Json {
  if (!isObject(value)) return isList(value) ? value.map((item) => keywords(item, keep)) : value;
  const kept = Object.fromEntries(Object.entries(value).filter(([key]) => keep.prose || !PROSE.has(key)));
  return sortKeys(mapValues(kept, (child, key) => member(key, child, keep)));
}

function member(key: string, value: Json, keep: Keep): Json {
  const isData = DATA.has(key);
  if (isList(value) && SETS.has(key))
    return sortList(value.map((item) => (isData ? sortedData(item) : keywords(item, keep))));
  if (isData) return sortedData(value);
  if (NAME_MAPS.has(key) && isObject(value)) {
    return sortKeys(mapValues(value, (child) => keywords(child, keep)));
  }
  return keywords(value, keep);
}

/** The same data with the keys of all its objects sorted. */
export function sortedData(value: Json): Json {
  const sorted = mapChildren(value, sortedData);
  return isObject(sorted) ? sortKeys(sorted) : sorted;
}

function sortList(list: readonly Json[]): Json {
  return [...list].sort((a, b) => compare(sortKey(a), sortKey(b)));
}

/** By reference or name where there is one, so that a change of an item's details does not move it. */
function sortKey(item: Json): string {
  if (!isObject(item)) return JSON.stringify(item);
  const { $ref, in: place, name } = item;
  if (typeof $ref === 'string') return `ref ${$ref}`;
  return typeof name === 'string' ? `${String(place)} ${name}` : JSON.stringify(item);
}

function sortKeys(object: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(object).sort(([a], [b]) => compare(a, b)));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
