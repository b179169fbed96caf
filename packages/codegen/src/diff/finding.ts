import type { Json } from '../json/index.ts';
import type { ChangeKind } from './change.ts';
import type { Located } from './located.ts';
import type { Message } from './shape.ts';

/** A difference found by the comparison, before its users are known. */
export interface Difference {
  readonly kind: ChangeKind;
  /** The field, relative to where the comparison started. */
  readonly path: string;
  readonly pointer: string;
  readonly side: 'old' | 'new';
  readonly before: Json;
  readonly after: Json;
  /** The messages to which the policy's exception applies. */
  readonly exempt?: readonly Message[];
  /** Present if only one message, or neither, contains the place. */
  readonly messages?: readonly Message[];
  /** The messages for which a break counts as `extends`, because a named property beside it already has the type. */
  readonly softened?: readonly Message[];
  /** Present if the types do not show a difference that they usually show. */
  readonly hidden?: true;
  /** Present if only an unstable input of a stable operation causes it. */
  readonly unstable?: true;
}

/** A schema that both sides reference by the same name. Its own differences are reported once, under that name. */
export interface SharedSchema {
  readonly shared: string;
  /** Present if the reference itself is write-only or read-only. */
  readonly only?: Message;
  /** Present if the schema is part of an `allOf`, in which only its properties count. */
  readonly part?: true;
}

export type Finding = Difference | SharedSchema;

/** Returns the messages for which a claim is true. */
export function messagesWhere(holds: Readonly<Record<Message, boolean>>): readonly Message[] {
  return (['request', 'response'] as const).filter((message) => holds[message]);
}

/** Returns the place of a difference: in the new document, unless the part was removed from it. */
export function placeOf(
  before: Located<unknown>,
  after: Located<unknown> | undefined,
): Pick<Difference, 'pointer' | 'side'> {
  return after === undefined ? { pointer: before.pointer, side: 'old' } : { pointer: after.pointer, side: 'new' };
}
