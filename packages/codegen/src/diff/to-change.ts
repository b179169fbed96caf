import { type Bump, type Change, type Direction, type Effect, largestBump } from './change.ts';
import type { Part } from './compare-operations.ts';
import { consequenceOf } from './consequence.ts';
import type { Difference } from './finding.ts';
import { BUMPS, effectOf, POLICY } from './policy.ts';
import type { AllUsers } from './users.ts';

export interface Stability {
  /** The stability in the old contract, which is the one that existing code relied on. */
  readonly isUnstable: (operationId: string) => boolean;
}

/** The effect of a difference on one group of operations. */
export interface Impact {
  readonly direction: Direction;
  readonly effect: Effect;
  readonly operations: readonly string[];
}

export function changeOfOperation(id: string, part: Part, difference: Difference, stability: Stability): Change {
  const impacts: Impact[] = [{ direction: part, effect: effectIn(part, difference), operations: [id] }];
  return toChange(difference, { operation: id }, impacts, stability);
}

export function changeOfSchema(schema: string, difference: Difference, all: AllUsers, stability: Stability): Change {
  const users = isAboutNull(difference) ? all.whole : all.any;
  const impacts = (['request', 'response', 'error'] as const).map(
    (direction): Impact => ({
      direction,
      effect: effectIn(direction, difference),
      operations: [...users[direction]],
    }),
  );
  const met = impacts.filter(({ operations }) => operations.length > 0);
  // A type that no operation uses can only be read, because no operation accepts it.
  const unused: Impact[] = [{ direction: 'name', effect: effectIn('response', difference), operations: [] }];
  return toChange(difference, { schema }, met.length > 0 ? met : unused, stability);
}

/** Returns the policy's effect of a difference in one direction. */
function effectIn(direction: Direction, { kind, exempt = [], softened = [], messages }: Difference): Effect {
  const message = direction === 'response' || direction === 'error' ? 'response' : 'request';
  if (messages?.includes(message) === false) return 'none';
  const effect = effectOf(kind, direction, exempt.includes(message));
  return effect === 'breaks' && softened.includes(message) ? 'extends' : effect;
}

/** In an `allOf`, no other part accepts null, so the whole does not accept it either. */
function isAboutNull({ kind, path }: Difference): boolean {
  return path === '' && (kind === 'null-allowed' || kind === 'null-refused');
}

function toChange(
  difference: Difference,
  owner: { readonly operation: string } | { readonly schema: string },
  impacts: readonly Impact[],
  stability: Stability,
): Change {
  const { kind, path, pointer, side, before, after, hidden } = difference;
  const directions = [...new Set(impacts.map(({ direction }) => direction))];
  const breaks = [...new Set(impacts.filter(({ effect }) => effect === 'breaks').map(({ direction }) => direction))];
  const users = Object.fromEntries(impacts.map((impact) => [impact.direction, [...impact.operations].sort()]));
  const { bump, unstable } = judge(impacts, stability, difference.unstable === true);
  return {
    kind,
    where: { ...owner, path, directions, pointer, side },
    before,
    after,
    consequence: consequenceOf({ kind, path, before, after, breaks, directions, ...owner }),
    bump,
    breaks,
    visibleToTypes: POLICY[kind].visible !== false && hidden !== true && !directions.includes('name'),
    users,
    ...(unstable && { unstable }),
  };
}

/** A break of a stable operation requires a major bump; a break of alpha and beta operations a minor one at most. */
function judge(
  impacts: readonly Impact[],
  { isUnstable }: Stability,
  inputIsUnstable: boolean,
): { bump: Bump; unstable: boolean } {
  const breaking = impacts.filter(({ effect }) => effect === 'breaks');
  const confined = (some: readonly Impact[]) =>
    inputIsUnstable || some.every(({ operations }) => operations.length > 0 && operations.every(isUnstable));
  if (breaking.length > 0 && confined(breaking)) return { bump: 'minor', unstable: true };
  const bump = largestBump(impacts.map(({ effect }) => BUMPS[effect])) ?? 'patch';
  return { bump, unstable: breaking.length === 0 && confined(impacts) };
}
