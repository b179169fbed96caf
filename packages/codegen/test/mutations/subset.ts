import type { OpenApiDocument } from '../../src/contract/index.ts';
import { METHODS } from '../../src/contract/index.ts';
import { locate, schemasReachedFrom } from '../../src/diff/index.ts';

/** Reduces a document to some operations and their reachable schemas, so that it compiles quickly. */
export function subset(
  document: OpenApiDocument,
  operations: ReadonlySet<string>,
  extraSchemas: readonly string[],
): OpenApiDocument {
  const paths = Object.fromEntries(
    Object.entries(document.paths).map(([path, item]) => {
      const gone = METHODS.filter((method) => !operations.has(item[method]?.operationId ?? ''));
      return [path, Object.fromEntries(Object.entries(item).filter(([key]) => !gone.some((method) => method === key)))];
    }),
  );
  const kept = Object.entries(paths).filter(([, item]) => METHODS.some((method) => method in item));
  const small = { ...document, paths: Object.fromEntries(kept) } as OpenApiDocument;
  const extra = extraSchemas.filter((name) => Object.hasOwn(document.components.schemas, name));
  const names = new Set([
    ...schemasReachedFrom(locate(small, 'paths')),
    ...extra,
    ...extra.flatMap((name) => [...schemasReachedFrom(locate(small, 'components', 'schemas', name))]),
    // A shared response or parameter needs its schemas even if it is unused.
    ...schemasReachedFrom(locate(small, 'components', 'responses')),
    ...schemasReachedFrom(locate(small, 'components', 'parameters')),
  ]);
  const schemas = Object.fromEntries(Object.entries(document.components.schemas).filter(([name]) => names.has(name)));
  return { ...small, components: { ...small.components, schemas } };
}
