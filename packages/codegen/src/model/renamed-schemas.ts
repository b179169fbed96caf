import { asDocument, type OpenApiDocument } from '../contract/index.ts';
import { renameReferences, schemaName, schemaReference } from '../json/index.ts';
import { inputTypeName, paramsTypeName, responseTypeName } from './names.ts';
import { operationModels } from './operation-model.ts';
import { isTaken } from './taken-names.ts';

/**
 * Renames schemas whose name means something else to the compiler: `Promise` becomes `PromiseSchema`, or
 * `PromiseSchema2` if another schema has that name.
 */
export function renameSchemas(document: OpenApiDocument): OpenApiDocument {
  const names = newNames(document);
  if (names.size === 0) return document;
  const renamed = asDocument(renameReferences(document, (reference) => renamedReference(reference, names)));
  const schemas = Object.entries(renamed.components.schemas).map(([name, schema]) => [names.get(name) ?? name, schema]);
  return { ...renamed, components: { ...renamed.components, schemas: Object.fromEntries(schemas) } };
}

/** Maps the original name of each renamed schema to its new name. */
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

function renamedReference(reference: string, names: ReadonlyMap<string, string>): string {
  const renamed = names.get(schemaName(reference) ?? '');
  return renamed === undefined ? reference : schemaReference(renamed).$ref;
}
