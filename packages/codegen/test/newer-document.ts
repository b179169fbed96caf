import { readFileSync } from 'node:fs';
import { METHODS, type OpenApiDocument, type Schema } from '../src/contract/index.ts';
import { type JsonObject, referencesIn, schemaName } from '../src/json/index.ts';
import { readNpmSource } from '../src/source/index.ts';

/** The installed document, read once for all tests because reading takes a second. */
export const installedDocument: OpenApiDocument = readNpmSource().document;

const CONTRACT = new URL('../../../specs/neon.contract.json', import.meta.url);

/**
 * Adds some operations of the committed contract to the installed document, as Neon might, without our marks. Merges
 * `more` into their schemas.
 */
export function newerDocument(
  operationIds: readonly string[],
  more: Readonly<Record<string, Schema>> = {},
): OpenApiDocument {
  const document = installedDocument;
  const contract = JSON.parse(readFileSync(CONTRACT, 'utf8')) as OpenApiDocument;
  const paths: Record<string, JsonObject> = { ...document.paths };
  const open: string[] = [];
  for (const [path, item] of Object.entries(contract.paths)) {
    for (const method of METHODS) {
      const operation = item[method];
      if (operation === undefined || !operationIds.includes(operation.operationId ?? '')) continue;
      paths[path] = { ...paths[path], [method]: unmarked(operation) };
      open.push(...referencesIn(operation));
    }
  }
  const schemas: Record<string, Schema> = { ...document.components.schemas };
  for (let reference = open.pop(); reference !== undefined; reference = open.pop()) {
    const name = schemaName(reference);
    const schema = name === undefined ? undefined : contract.components.schemas[name];
    if (name === undefined || schema === undefined || Object.hasOwn(schemas, name)) continue;
    schemas[name] = { ...unmarked(schema), ...more[name] };
    open.push(...referencesIn(schema));
  }
  return { ...document, paths, components: { ...document.components, schemas } } as OpenApiDocument;
}

function unmarked(part: object): JsonObject {
  const { 'x-from-types': _mark, 'x-sensitive': _secrets, ...facts } = part as JsonObject;
  return facts;
}
