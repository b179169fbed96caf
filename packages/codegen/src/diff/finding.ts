import type { Json } from '../json/index.ts';
import type { ChangeKind } from './change.ts';
import type { Located } from './located.ts';
import type { Message } from './shape.ts';

/** A difference as the comparison meets it, before anything is known of who uses the place. */
export interface Difference {
  readonly kind: ChangeKind;
  /** The field, from the place where the comparison began. */
  readonly path: string;
  readonly pointer: string;
  readonly side: 'old' | 'new';
  readonly before: Json;
  readonly after: Json;
  /** The messages for which the exception of the policy holds. */
  readonly exempt?: readonly Message[];
  /** Present where only one message, or neither, holds the place. */
  readonly messages?: readonly Message[];
  /** The messages for which a break counts as `extends`, because a named property beside it already has the type. */
  readonly softened?: readonly Message[];
  /** Present where the types do not show what they usually show. */
  readonly hidden?: true;
  /** Present on what only an unstable input of a stable operation brings along. */
  readonly unstable?: true;
}

/** A schema that both sides refer to by the same name; its own differences are reported once, under that name. */
export interface SharedSchema {
  readonly shared: string;
  /** Present where the reference itself is write-only or read-only. */
  readonly only?: Message;
  /** Present where the schema is a part of an `allOf`, in which nothing but its properties counts. */
  readonly part?: true;
}

export type Finding = Difference | SharedSchema;

/** The messages for which a claim holds. */
export function messagesWhere(holds: Readonly<Record<Message, boolean>>): readonly Message[] {
  return (['request', 'response'] as const).filter((message) => holds[message]);
}

/** The place of a difference: in the new document unless what it is about is gone from there. */
export function placeOf(
  before: Located<unknown>,
  after: Located<unknown> | undefined,
): Pick<Difference, 'pointer' | 'side'> {
  return after === undefined ? { pointer: before.pointer, side: 'old' } : { pointer: after.pointer, side: 'new' };
}
