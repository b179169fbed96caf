import type { OpenApiDocument } from '../contract/index.ts';
import { paramsTypeName, responseTypeName } from '../model/index.ts';
import type { Change, ChangeKind, Where } from './change.ts';
import { consequenceOf } from './consequence.ts';
import { isUnstable, type OperationAt, operationsAt } from './operation-at.ts';
import type { OperationPair } from './pair-operations.ts';
import { BUMPS, effectOf } from './policy.ts';
import type { Stability } from './to-change.ts';
import { operationsBySchema } from './users.ts';

type Operations = ReadonlyMap<string, OperationAt>;

/** Finds operations that were renamed, added or removed. */
export function namesOfOperations(old: Operations, now: Operations, pairs: readonly OperationPair[]): Change[] {
  const [kept, known] = [new Set(pairs.map(({ before }) => before)), new Set(pairs.map(({ after }) => after))];
  const removed = [...old.values()].filter((operation) => !kept.has(operation));
  const added = [...now.values()].filter((operation) => !known.has(operation));
  const types = new Set([...now.keys()].map(paramsTypeName));
  // `listThings` and `ListThings` produce types with the same name.
  const ifShown = (change: Change, id: string) =>
    types.has(paramsTypeName(id)) ? { ...change, visibleToTypes: false } : change;
  return [
    ...pairs
      .filter(({ before, after }) => before.id !== after.id)
      .map(({ before, after }) => ifShown(named('operation-renamed', before, before.id, after.id), before.id)),
    ...removed.map((operation) =>
      ifShown(named('operation-removed', operation, address(operation), null), operation.id),
    ),
    ...added.map((operation) => named('operation-added', operation, null, address(operation))),
  ];
}

/** Finds schemas that were added, removed or renamed. A schema with the same content under another name is renamed. */
export function namesOfSchemas(before: OpenApiDocument, after: OpenApiDocument, { isUnstable }: Stability): Change[] {
  const [old, now] = [before.components.schemas, after.components.schemas];
  const [usersBefore, usersAfter] = [operationsBySchema(before), operationsBySchema(after)];
  const kept = namesOfOperationTypes(after);
  const removedNames = Object.keys(old).filter((name) => !Object.hasOwn(now, name) && !kept.has(name));
  const addedNames = Object.keys(now).filter((name) => !Object.hasOwn(old, name));
  const successors = new Map<string, string>();
  for (const name of removedNames) {
    const successor = addedNames.find(
      (candidate) =>
        ![...successors.values()].includes(candidate) && JSON.stringify(now[candidate]) === JSON.stringify(old[name]),
    );
    if (successor !== undefined) successors.set(name, successor);
  }
  const removed = removedNames.map((name) => {
    const [successor, operations] = [successors.get(name) ?? null, usersBefore.get(name) ?? []];
    const confined = operations.length > 0 && operations.every(isUnstable);
    return schemaNamed(successor === null ? 'schema-removed' : 'schema-renamed', name, {
      successor,
      operations,
      confined,
    });
  });
  const added = addedNames
    .filter((name) => ![...successors.values()].includes(name))
    .map((name) => {
      const operations = usersAfter.get(name) ?? [];
      const confined = operations.length > 0 && operations.every(isUnstable);
      return schemaNamed('schema-added', name, { successor: null, operations, confined });
    });
  return [...removed, ...added];
}

/** A schema may have the name of an operation's type, which remains when the schema is removed. */
function namesOfOperationTypes(document: OpenApiDocument): ReadonlySet<string> {
  const ids = [...operationsAt(document).keys()];
  return new Set(ids.flatMap((id) => [paramsTypeName(id), responseTypeName(id)]));
}

function named(kind: ChangeKind, operation: OperationAt, before: string | null, after: string | null): Change {
  const { id, object } = operation;
  const [isNew, unstable] = [kind === 'operation-added', isUnstable(operation)];
  const where = {
    operation: id,
    path: '',
    directions: ['name'],
    pointer: object.pointer,
    side: isNew ? 'new' : 'old',
  } as const;
  return record(kind, where, { before, after, operations: [id], unstable });
}

function schemaNamed(
  kind: ChangeKind,
  schema: string,
  { successor, operations, confined }: { successor: string | null; operations: readonly string[]; confined: boolean },
): Change {
  const isNew = kind === 'schema-added';
  const side = isNew ? 'new' : 'old';
  const where = { schema, path: '', directions: ['name'], pointer: `/components/schemas/${schema}`, side } as const;
  const names = isNew ? { before: null, after: schema } : { before: schema, after: successor };
  return record(kind, where, { ...names, operations: [...operations].sort(), unstable: confined });
}

interface Facts {
  readonly before: string | null;
  readonly after: string | null;
  readonly operations: readonly string[];
  readonly unstable: boolean;
}

function record(kind: ChangeKind, where: Where, { before, after, operations, unstable }: Facts): Change {
  const effect = effectOf(kind, 'name', false);
  const breaks = effect === 'breaks' ? (['name'] as const) : [];
  return {
    kind,
    where,
    before,
    after,
    consequence: consequenceOf({ kind, ...where, before, after, breaks }),
    bump: unstable ? 'minor' : BUMPS[effect],
    breaks,
    visibleToTypes: true,
    users: { name: operations },
    ...(unstable && { unstable: true }),
  };
}

function address({ method, path }: OperationAt): string {
  return `${method.toUpperCase()} ${path}`;
}
