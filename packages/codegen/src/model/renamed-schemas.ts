import { isObject, type Json, mapValues, type OpenApiDocument } from '../contract/index.ts';
import { inputTypeName, paramsTypeName, responseTypeName } from './names.ts';
import { operationModels } from './operation-model.ts';
import { isTaken } from './taken-names.ts';

const SCHEMAS = '#/components/schemas/';

/**
 * The document in which no schema bears a name that means something else to the compiler: `Promise` is
 * `PromiseSchema`, or `PromiseSchema2` where that is another schema's name.
 */
export function renameSchemas(document: OpenApiDocument): OpenApiDocument {
  const names = newNames(document);
  if (names.size === 0) return document;
  const renamed = withReferences(document as unknown as Json, names) as unknown as OpenApiDocument;
  const schemas = Object.entries(renamed.components.schemas).map(([name, schema]) => [names.get(name) ?? name, schema]);
  return { ...renamed, components: { ...renamed.components, schemas: Object.fromEntries(schemas) } };
}

/** The new names by the document's own, of those that change. */
function newNames(document: OpenApiDocument): ReadonlyMap<string, string> {
  const own = Object.keys(document.components.schemas);
  const used = new Set([
    ...own.flatMap((name) => [name, inputTypeName(name)]),
    ...operationModels(document).flatMap(({ id }) => [paramsTypeName(id), responseTypeName(id)]),
  ]);
  const isFree = (name: string) => !isTaken(name) && !used.has(name) && !used.has(inputTypeName(name));
  const names = new Map<string, string>();
  for (const name of own.filter(isTaken).sort()) {
    let candidate = `${name}Schema`;
    for (let count = 2; !isFree(candidate); count += 1) candidate = `${name}Schema${count}`;
    names.set(name, candidate);
    used.add(candidate).add(inputTypeName(candidate));
  }
  return names;
}

function withReferences(value: Json, names: ReadonlyMap<string, string>): Json {
  if (Array.isArray(value)) return value.map((item) => withReferences(item, names));
  if (!isObject(value)) return value;
  return mapValues(value, (child, key) => {
    if (key === '$ref' && typeof child === 'string') return renamedReference(child, names);
    if (key === 'mapping' && isObject(child)) {
      return mapValues(child, (target) => (typeof target === 'string' ? renamedReference(target, names) : target));
    }
    return withReferences(child, names);
  });
}

function renamedReference(reference: string, names: ReadonlyMap<string, string>): string {
  const name = reference.startsWith(SCHEMAS) ? reference.slice(SCHEMAS.length) : undefined;
  const renamed = name === undefined ? undefined : names.get(name);
  return renamed === undefined ? reference : SCHEMAS + renamed;
}
