import type { Json } from '../json/index.ts';

export type Bump = 'major' | 'minor' | 'patch';

/** The effect of a change on code written against the old types, where its schema is sent or where it is read. */
export type Effect = 'breaks' | 'extends' | 'none';

/**
 * The part of user code that a change affects: what it sends, what it reads, the error it catches, its use of `paths`,
 * or the name it imports.
 */
export type Direction = 'request' | 'response' | 'error' | 'address' | 'name';

export type ChangeKind =
  | 'operation-added'
  | 'operation-removed'
  | 'operation-renamed'
  | 'operation-moved'
  | 'method-changed'
  | 'input-added'
  | 'input-removed'
  | 'input-required'
  | 'input-optional'
  | 'input-place-changed'
  | 'request-media-type-changed'
  | 'response-media-type-changed'
  | 'status-added'
  | 'status-removed'
  | 'status-changed'
  | 'answer-added'
  | 'answer-removed'
  | 'schema-added'
  | 'schema-removed'
  | 'schema-renamed'
  | 'property-added'
  | 'property-removed'
  | 'property-required'
  | 'property-optional'
  | 'type-changed'
  | 'null-allowed'
  | 'null-refused'
  | 'value-added'
  | 'value-removed'
  | 'values-listed'
  | 'values-freed'
  | 'option-added'
  | 'option-removed'
  | 'rest-allowed'
  | 'rest-refused'
  | 'reference-changed'
  | 'constraint-narrowed'
  | 'constraint-widened'
  | 'default-changed'
  | 'sensitivity-changed'
  | 'security-changed'
  | 'deprecated'
  | 'undeprecated'
  | 'sunset-changed'
  | 'stability-changed';

export type Users = Readonly<Partial<Record<Direction, readonly string[]>>>;

/** The location of a change. */
export interface Where {
  /** The operation that contains it; absent for a change in a part that operations share. */
  readonly operation?: string;
  /** The shared schema that contains it. */
  readonly schema?: string;
  /** The field below it, such as `branch.settings.quota` or `tags[]`; '' for the whole. */
  readonly path: string;
  readonly directions: readonly Direction[];
  /** JSON pointer into the document of `side`. */
  readonly pointer: string;
  readonly side: 'old' | 'new';
}

/** One fact that differs between two contracts, and its effect on users of the types and functions. */
export interface Change {
  readonly kind: ChangeKind;
  readonly where: Where;
  readonly before: Json;
  readonly after: Json;
  /** One sentence. */
  readonly consequence: string;
  readonly bump: Bump;
  /** The directions in which code written against the old types breaks. */
  readonly breaks: readonly Direction[];
  /** False if the types stay the same, so the change shows only when the operation is called. */
  readonly visibleToTypes: boolean;
  /** The affected operations, by direction. */
  readonly users: Users;
  /** Present if it affects only alpha and beta operations, so it does not require a major version. */
  readonly unstable?: true;
  /** Present for a removal that the old contract announced. */
  readonly announced?: Announced;
}

/** The contract's announcement that an operation, input or field will be removed. */
export interface Announced {
  readonly deprecated: boolean;
  /** The removal date; absent if none is given. */
  readonly sunset?: string;
}

/** Returns all operations that a change affects, sorted. */
export function usersOf({ users }: Pick<Change, 'users'>): string[] {
  return [...new Set(Object.values(users).flat())].sort();
}

const RANK = { patch: 0, minor: 1, major: 2 } as const satisfies Record<Bump, number>;

/** Returns the largest bump; undefined if there are none. */
export function largestBump(bumps: readonly Bump[]): Bump | undefined {
  return [...bumps].sort((a, b) => RANK[b] - RANK[a])[0];
}

/** Returns true if `bump` is at least as large as `limit`. */
export function reaches(bump: Bump, limit: Bump): boolean {
  return RANK[bump] >= RANK[limit];
}
