import { METHODS, type OpenApiDocument } from '../../contract/index.ts';
import { reachableReferences, schemaName } from '../../json/index.ts';

/** Returns the names of the schemas that callers send and those that Neon sends. A schema can be in both or neither. */
export interface Reach {
  readonly sent: ReadonlySet<string>;
  readonly received: ReadonlySet<string>;
}

export function reachableSchemas(document: OpenApiDocument): Reach {
  const items = Object.values(document.paths);
  const operations = items.flatMap((item) => METHODS.flatMap((method) => item[method] ?? []));
  const namesFrom = (roots: unknown) =>
    new Set([...reachableReferences(document, roots)].flatMap((reference) => schemaName(reference) ?? []));
  return {
    sent: namesFrom([
      items.map(({ parameters }) => parameters),
      operations.map(({ parameters, requestBody }) => [parameters, requestBody]),
    ]),
    received: namesFrom(operations.map(({ responses }) => responses)),
  };
}
