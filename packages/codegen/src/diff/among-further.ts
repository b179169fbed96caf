import { fits, furtherFits, mayBeUndefined, sharesNothing } from './fits.ts';
import { type FurtherProperties, furtherProperties } from './further-properties.ts';
import type { Member, ObjectShape } from './shape.ts';

/** How properties that come and go meet the further properties of two objects. */
export interface AmongFurther {
  /** True where a caller may go on giving a property that is gone, as a further one. */
  readonly takes: (name: string, gone: Member) => boolean;
  /** True where a reader may go on reading it. */
  readonly gives: (gone: Member) => boolean;
  /** True where readers of further properties meet no new type because of a new property. */
  readonly stays: (name: string, come: Member) => boolean;
  /** True where new further properties leave the properties of other parts as they can be written. */
  readonly admits: boolean;
  /** The same for all further properties, whatever allows them. */
  readonly sent: boolean;
  readonly read: boolean;
}

export function amongFurther(before: ObjectShape, after: ObjectShape): AmongFurther {
  const [old, now] = [furtherProperties(before), furtherProperties(after)];
  const isApart = (name: string, { apart = [] }: ObjectShape) => apart.includes(name);
  /** Whether a property of another part can be written beside the further ones. */
  const agrees = (name: string, { schema }: Member, shape: ObjectShape, further: FurtherProperties | undefined) =>
    further === undefined || !isApart(name, shape) || fits(schema, further.schema, 'send');
  return {
    takes: (name, gone) =>
      // What contradicts the further properties beside it nobody could give.
      !agrees(name, gone, before, old) ||
      (now !== undefined && (old === undefined || mayBeUndefined(now, old)) && fits(gone.schema, now.schema, 'send')),
    gives: (gone) =>
      now !== undefined && !gone.required && !sharesNothing(after, before) && fits(now.schema, gone.schema, 'read'),
    stays: (name, come) =>
      old === undefined || now === undefined || isApart(name, after) || furtherFits(asFurther(come), old, 'read'),
    admits: [...before.members].every(([name, member]) => agrees(name, member, after, now)),
    sent: furtherFits(old, now, 'send'),
    read: furtherFits(now, old, 'read'),
  };
}

function asFurther({ schema, required }: Member): FurtherProperties {
  return { schema, optional: !required };
}
