import type { OpenApiDocument } from '../contract/index.ts';
import { tagUnions } from '../model/index.ts';
import { type Announced, type Bump, type Change, largestBump } from './change.ts';
import { namesOfOperations, namesOfSchemas } from './compare-names.ts';
import { compareOperations, type PartFinding } from './compare-operations.ts';
import { compareContents } from './compare-schemas.ts';
import type { Finding } from './finding.ts';
import { followed, locate, locateAt } from './located.ts';
import { mergeShared } from './merge-shared.ts';
import { isUnstable, operationsAt } from './operation-at.ts';
import { pairOperations } from './pair-operations.ts';
import { changeOfOperation, changeOfSchema, type Stability } from './to-change.ts';
import { usersOfSchemas } from './users.ts';

/** The changes between two contracts, in a stable order, and the version bump they require. */
export interface ContractDiff {
  readonly changes: readonly Change[];
  /** Undefined if the contracts state the same facts. */
  readonly bump: Bump | undefined;
}

export function diffContracts(oldContract: OpenApiDocument, newContract: OpenApiDocument): ContractDiff {
  const [before, after] = [tagUnions(oldContract), tagUnions(newContract)];
  const [old, now] = [operationsAt(before), operationsAt(after)];
  const stability: Stability = {
    isUnstable: (id) => [old.get(id) ?? now.get(id)].some((operation) => operation && isUnstable(operation)),
  };
  const pairs = pairOperations(old, now);
  const inOperations = new Map(
    pairs.map((pair): [string, PartFinding[]] => [pair.before.id, [...compareOperations(pair.before, pair.after)]]),
  );
  const inSchemas = new Map<string, Finding[]>();
  for (const name of Object.keys(before.components.schemas)) {
    if (!Object.hasOwn(after.components.schemas, name)) continue;
    const [a, b] = [before, after].map((document) => locate(document, 'components', 'schemas', name));
    if (a && b) inSchemas.set(name, [...compareContents(a, b, '')]);
  }
  const usersOf = usersOfSchemas(inOperations, inSchemas);
  const changes = [
    ...namesOfOperations(old, now, pairs),
    ...namesOfSchemas(before, after, stability),
    ...[...inOperations].flatMap(([id, findings]) =>
      findings.flatMap(({ part, finding }) =>
        'shared' in finding ? [] : [changeOfOperation(id, part, finding, stability)],
      ),
    ),
    ...[...inSchemas].flatMap(([name, findings]) =>
      findings.flatMap((finding) =>
        'shared' in finding ? [] : [changeOfSchema(name, finding, usersOf(name), stability)],
      ),
    ),
  ];
  const merged = mergeShared(changes, stability).map((change) => withAnnouncement(change, before));
  return { changes: merged, bump: largestBump(merged.map(({ bump }) => bump)) };
}

/** Adds the old contract's announcement to a removal. */
function withAnnouncement(change: Change, before: OpenApiDocument): Change {
  if (change.where.side !== 'old' || !change.kind.endsWith('-removed')) return change;
  const { pointer } = change.where;
  // For a parameter, the announcement is next to its schema.
  const announced = announcedAt(before, pointer) ?? announcedAt(before, pointer.replace(/\/schema$/, ''));
  return announced === undefined ? change : { ...change, announced };
}

function announcedAt(document: OpenApiDocument, pointer: string): Announced | undefined {
  const value = followed(locateAt(document, pointer)).value as {
    readonly deprecated?: unknown;
    readonly 'x-sunset'?: unknown;
  };
  const { deprecated, 'x-sunset': sunset } = value;
  if (deprecated !== true && typeof sunset !== 'string') return undefined;
  return { deprecated: deprecated === true, ...(typeof sunset === 'string' && { sunset }) };
}
