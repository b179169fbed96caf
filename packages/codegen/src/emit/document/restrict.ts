import { METHODS, type OpenApiDocument, type PathItem } from '../../contract/index.ts';
import { referencesIn } from '../../model/index.ts';

/** The document with just these operations, and of its components just what they reach. */
export function restrictTo(document: OpenApiDocument, operationIds: ReadonlySet<string>): OpenApiDocument {
  const paths = Object.fromEntries(
    Object.entries(document.paths).flatMap(([path, item]) => {
      const kept = restrictItem(item, operationIds);
      return kept === undefined ? [] : [[path, kept]];
    }),
  );
  return { ...document, paths, components: reachedComponents(document, paths) };
}

function restrictItem(item: PathItem, operationIds: ReadonlySet<string>): PathItem | undefined {
  const isDropped = (key: string) => {
    const method = METHODS.find((candidate) => candidate === key);
    return method !== undefined && !operationIds.has(item[method]?.operationId ?? '');
  };
  const kept = Object.fromEntries(Object.entries(item).filter(([key]) => !isDropped(key)));
  return METHODS.some((method) => Object.hasOwn(kept, method)) ? kept : undefined;
}

type Components = Readonly<Record<string, Readonly<Record<string, unknown>> | undefined>>;

function reachedComponents(document: OpenApiDocument, roots: unknown): OpenApiDocument['components'] {
  const components = document.components as unknown as Components;
  const reached = new Set<string>();
  const open = referencesIn(roots);
  for (let reference = open.pop(); reference !== undefined; reference = open.pop()) {
    if (reached.has(reference)) continue;
    reached.add(reference);
    const [, , kind = '', name = ''] = reference.split('/');
    open.push(...referencesIn(components[kind]?.[name]));
  }
  const kept = Object.entries(components).map(([kind, entries = {}]) => [
    kind,
    Object.fromEntries(Object.entries(entries).filter(([name]) => reached.has(`#/components/${kind}/${name}`))),
  ]);
  return Object.fromEntries(kept) as OpenApiDocument['components'];
}
