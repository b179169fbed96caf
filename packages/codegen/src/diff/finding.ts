import type { Json } from '../contract/index.ts';
import type { ChangeKind, Effect } from './change.ts';
import type { Located } from './located.ts';
import type { Use } from './shape.ts';

/** A difference as the comparison meets it, before anything is known of who uses the place. */
export interface Difference {
  readonly kind: ChangeKind;
  /** The field, from the place where the comparison began. */
  readonly path: string;
  readonly pointer: string;
  readonly side: 'old' | 'new';
  readonly before: Json;
  readonly after: Json;
  /** To code that sends the schema. */
  readonly request: Effect;
  /** To code that reads it. */
  readonly response: Effect;
  readonly visible: boolean;
  /** Present on what only an unstable input of a stable operation brings along. */
  readonly unstable?: true;
}

/** A schema that both sides refer to by the same name; its own differences are told once, under that name. */
export interface SharedSchema {
  readonly shared: string;
  /** Present where the reference itself is write-only or read-only. */
  readonly only?: Use;
  /** Present where the schema is a part of an `allOf`, in which nothing but its properties counts. */
  readonly part?: true;
}

export type Finding = Difference | SharedSchema;

/** The place of a difference: in the new document unless what it is about is gone from there. */
export function placeOf(
  before: Located<unknown>,
  after: Located<unknown> | undefined,
): Pick<Difference, 'pointer' | 'side'> {
  return after === undefined ? { pointer: before.pointer, side: 'old' } : { pointer: after.pointer, side: 'new' };
}
