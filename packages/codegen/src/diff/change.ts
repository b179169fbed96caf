import type { Json } from '../json/index.ts';

export type Bump = 'major' | 'minor' | 'patch';

/** What a change does to code that was written against the old types, where its schema is sent or where it is read. */
export type Effect = 'breaks' | 'extends' | 'none';

/**
 * Where code meets a change: in what it sends, in what it reads, in the error that it catches, in the `paths` of the
 * raw document types, or in the name that it imports.
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

/** Where a change stands. */
export interface Where {
  /** The one operation that it concerns; absent when it stands in a part that operations share. */
  readonly operation?: string;
  /** The shared schema that it stands in. */
  readonly schema?: string;
  /** The field below it, such as `branch.settings.quota` or `tags[]`; '' for the whole. */
  readonly path: string;
  readonly directions: readonly Direction[];
  /** JSON pointer into the document of `side`. */
  readonly pointer: string;
  readonly side: 'old' | 'new';
}

/** One fact that differs between two contracts, and what it means for a user of the types and functions. */
export interface Change {
  readonly kind: ChangeKind;
  readonly where: Where;
  readonly before: Json;
  readonly after: Json;
  /** One sentence. */
  readonly consequence: string;
  readonly bump: Bump;
  /** The directions in which code that was written against the old types stops to work. */
  readonly breaks: readonly Direction[];
  /** False where only a call shows it: the types of the operation stay the same. */
  readonly visibleToTypes: boolean;
  /** The operations that meet it, by direction. */
  readonly users: Users;
  /** Present when only alpha and beta operations meet it, so that it asks for no major version. */
  readonly unstable?: true;
  /** Present on what is gone, where the old contract announced that. */
  readonly announced?: Announced;
}

/** What a contract says of the end of an operation, input or field. */
export interface Announced {
  readonly deprecated: boolean;
  /** The day on which it ends; absent where none is given. */
  readonly sunset?: string;
}

/** All operations that meet a change, sorted. */
export function usersOf({ users }: Pick<Change, 'users'>): string[] {
  return [...new Set(Object.values(users).flat())].sort();
}

const RANK = { patch: 0, minor: 1, major: 2 } as const satisfies Record<Bump, number>;

/** The larger of the bumps; undefined when there are none. */
export function largestBump(bumps: readonly Bump[]): Bump | undefined {
  return [...bumps].sort((a, b) => RANK[b] - RANK[a])[0];
}

/** True when `bump` is at least as large as `limit`. */
export function reaches(bump: Bump, limit: Bump): boolean {
  return RANK[bump] >= RANK[limit];
}
