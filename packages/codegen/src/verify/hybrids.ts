import { asDocument, type ComponentsByKind, METHODS, type OpenApiDocument, type PathItem } from '../contract/index.ts';
import { type Json, keysIn, pointerTo, referencesIn } from '../json/index.ts';

/** The older document with one part of the newer one, to see the effect of that part separately. */
export interface Hybrid {
  /** JSON pointer to the part. */
  readonly pointer: string;
  readonly document: OpenApiDocument;
}

/** Returns one hybrid for each path and each component that differs between the documents. */
export function hybridsOf(before: OpenApiDocument, after: OpenApiDocument): Hybrid[] {
  return [...componentHybrids(before, after), ...pathHybrids(before, after)];
}

function componentHybrids(before: OpenApiDocument, after: OpenApiDocument): Hybrid[] {
  const [old, now] = [componentsOf(before), componentsOf(after)];
  return Object.entries(old).flatMap(([kind, entries]) =>
    Object.entries(entries).flatMap(([name, part]) => {
      const newer = now[kind]?.[name];
      if (newer === undefined || JSON.stringify(newer) === JSON.stringify(part)) return [];
      const document = withComponents(before, [[kind, name, newer]]);
      return [{ pointer: `/components/${kind}/${name}`, document: withReferences(document, newer, after) }];
    }),
  );
}

function pathHybrids(before: OpenApiDocument, after: OpenApiDocument): Hybrid[] {
  const paths = new Set([...Object.keys(before.paths), ...Object.keys(after.paths)]);
  return [...paths].flatMap((path) => {
    const newer = after.paths[path];
    if (JSON.stringify(newer) === JSON.stringify(before.paths[path])) return [];
    const { [path]: _, ...others } = before.paths;
    const kept = newer === undefined ? others : { ...withoutOperations(others, idsOf(newer)), [path]: newer };
    const pointer = pointerTo(['paths', path]);
    return [{ pointer, document: withReferences({ ...before, paths: kept }, newer, after) }];
  });
}

/** Returns the paths without the operations that have moved to another path. */
function withoutOperations(paths: OpenApiDocument['paths'], ids: ReadonlySet<string>): OpenApiDocument['paths'] {
  const left = Object.entries(paths).map(([path, item]): [string, PathItem] => {
    const moved: readonly string[] = METHODS.filter((method) => ids.has(item[method]?.operationId ?? ''));
    const kept = Object.entries(item).filter(([key]) => !moved.includes(key));
    return [path, moved.length === 0 ? item : Object.fromEntries(kept)];
  });
  return Object.fromEntries(left.filter(([, item]) => METHODS.some((method) => item[method] !== undefined)));
}

function idsOf(item: PathItem): ReadonlySet<string> {
  return new Set(METHODS.flatMap((method) => item[method]?.operationId ?? []));
}

/** Adds what `part` references and `document` lacks. */
function withReferences(document: OpenApiDocument, part: unknown, source: OpenApiDocument): OpenApiDocument {
  const [known, all] = [componentsOf(document), componentsOf(source)];
  const added = new Map<string, [kind: string, name: string, value: Json]>();
  const open = referencesIn(part);
  for (let reference = open.pop(); reference !== undefined; reference = open.pop()) {
    const [, kind = '', name = ''] = keysIn(reference);
    const value = all[kind]?.[name];
    if (known[kind]?.[name] !== undefined || added.has(reference) || value === undefined) continue;
    added.set(reference, [kind, name, value]);
    open.push(...referencesIn(value));
  }
  return withComponents(document, [...added.values()]);
}

function withComponents(
  document: OpenApiDocument,
  added: readonly (readonly [kind: string, name: string, value: Json])[],
): OpenApiDocument {
  const components: Record<string, Record<string, Json>> = { ...componentsOf(document) };
  for (const [kind, name, value] of added) components[kind] = { ...components[kind], [name]: value };
  return asDocument({ ...document, components });
}

export function componentsOf({ components }: OpenApiDocument): ComponentsByKind {
  return components;
}
