import { isList, isObject, type Json, type JsonObject, mapChildren, mapValues } from '../json/index.ts';
import { asDocument, type OpenApiDocument } from './document.ts';

/** Keys whose value maps names to keyword objects, so the keys of the value are names, not keywords. */
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

/** Keys whose value is API data and not a description of the API. It is never normalised. */
const DATA = new Set(['default', 'const', 'enum', 'mapping']);

/** Lists whose order means nothing, so they are sorted. */
const SETS = new Set(['required', 'enum', 'tags', 'parameters', 'security', 'x-sensitive', 'x-tags', 'type']);

/** Keys for human readers: they explain the API and state no facts. */
const PROSE = new Set(['description', 'summary', 'title', 'example', 'examples', 'externalDocs', 'x-readme']);

/**
 * Returns the normal form of a document, with sorted keys and sets. Two documents that state the same facts in
 * different orders have the same normal form, except for their prose.
 */
export function normalise(document: OpenApiDocument): OpenApiDocument {
  return asDocument(keywords(document, { prose: true }));
}

/** Returns the normal form without prose, which is committed as the contract. */
export function facts(document: OpenApiDocument): OpenApiDocument {
  const { tags: _prose, ...rest } = keywords(document, { prose: false }) as JsonObject;
  // OpenAPI requires a title and a version; both are names.
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

/** Returns the same data with the keys of every object sorted. */
export function sortedData(value: Json): Json {
  const sorted = mapChildren(value, sortedData);
  return isObject(sorted) ? sortKeys(sorted) : sorted;
}

function sortList(list: readonly Json[]): Json {
  return [...list].sort((a, b) => compare(sortKey(a), sortKey(b)));
}

/** Sorts by reference or name if there is one, so that an item does not move when its details change. */
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
