import { METHODS, type OpenApiDocument, serialise } from '../contract/index.ts';

/** What differs between two contracts by name, a line each kind; one line when nothing does. */
export function summariseChange(before: OpenApiDocument | undefined, after: OpenApiDocument): string[] {
  if (before !== undefined && serialise(before) === serialise(after)) return ['The contract would stay as it is.'];
  const kinds: readonly [string, (document: OpenApiDocument) => ReadonlyMap<string, unknown>][] = [
    ['paths', (document) => new Map(Object.entries(document.paths))],
    ['operations', operations],
    ['schemas', (document) => new Map(Object.entries(document.components.schemas))],
  ];
  return kinds.flatMap(([kind, namesOf]) => {
    const old = before === undefined ? new Map<string, unknown>() : namesOf(before);
    const now = namesOf(after);
    return [
      ...line(
        `${kind} added`,
        [...now.keys()].filter((name) => !old.has(name)),
      ),
      ...line(
        `${kind} removed`,
        [...old.keys()].filter((name) => !now.has(name)),
      ),
      ...line(
        `${kind} changed`,
        [...now]
          .filter(([name, value]) => old.has(name) && serialise(old.get(name)) !== serialise(value))
          .map(([name]) => name),
      ),
    ];
  });
}

function operations({ paths }: OpenApiDocument): ReadonlyMap<string, unknown> {
  const entries = Object.values(paths).flatMap((item) =>
    METHODS.flatMap((method): [string, unknown][] => {
      const operation = item[method];
      return operation?.operationId === undefined ? [] : [[operation.operationId, operation]];
    }),
  );
  return new Map(entries);
}

function line(label: string, names: readonly string[]): string[] {
  return names.length === 0 ? [] : [`${label}: ${names.length} (${names.join(', ')})`];
}
