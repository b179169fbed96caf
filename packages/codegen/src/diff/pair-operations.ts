import type { OperationAt } from './operation-at.ts';

type Operations = ReadonlyMap<string, OperationAt>;

/** An operation before and after. */
export interface OperationPair {
  readonly before: OperationAt;
  readonly after: OperationAt;
}

/**
 * Pairs the operations that both sides have, by operationId. An operation whose id was removed is paired with one that
 * has a new id at the same method and path, ignoring the names of path parameters.
 */
export function pairOperations(old: Operations, now: Operations): OperationPair[] {
  const added = new Map([...now.values()].filter(({ id }) => !old.has(id)).map((after) => [addressKey(after), after]));
  return [...old.values()].flatMap((before) => {
    const after = now.get(before.id) ?? added.get(addressKey(before));
    return after === undefined ? [] : [{ before, after }];
  });
}

function addressKey({ method, path }: OperationAt): string {
  return `${method} ${path.replaceAll(/\{[^}]*\}/g, '{}')}`;
}
