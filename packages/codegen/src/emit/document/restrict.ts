import {
  asDocument,
  type ComponentsByKind,
  METHODS,
  type OpenApiDocument,
  type PathItem,
} from '../../contract/index.ts';
import { mapValues, pointerTo, reachableReferences } from '../../json/index.ts';

/** Keeps only these operations and the components that they reach. */
export function restrictTo(document: OpenApiDocument, operationIds: ReadonlySet<string>): OpenApiDocument {
  const paths = Object.fromEntries(
    Object.entries(document.paths).flatMap(([path, item]) => {
      const kept = restrictItem(item, operationIds);
      return kept === undefined ? [] : [[path, kept]];
    }),
  );
  return asDocument({ ...document, paths, components: reachedComponents(document, paths) });
}

function restrictItem(item: PathItem, operationIds: ReadonlySet<string>): PathItem | undefined {
  const isDropped = (key: string) => {
    const method = METHODS.find((candidate) => candidate === key);
    return method !== undefined && !operationIds.has(item[method]?.operationId ?? '');
  };
  const kept = Object.fromEntries(Object.entries(item).filter(([key]) => !isDropped(key)));
  return METHODS.some((method) => Object.hasOwn(kept, method)) ? kept : undefined;
}

function reachedComponents(document: OpenApiDocument, paths: OpenApiDocument['paths']): ComponentsByKind {
  const reached = reachableReferences(document, paths);
  const components: ComponentsByKind = document.components;
  return mapValues(components, (entries, kind) =>
    Object.fromEntries(
      Object.entries(entries).filter(([name]) => reached.has(`#${pointerTo(['components', kind, name])}`)),
    ),
  );
}
