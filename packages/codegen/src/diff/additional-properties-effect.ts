import { type AdditionalProperties, additionalPropertiesOf } from './additional-properties.ts';
import { additionalPropertiesFit, fits, mayBeUndefined, sharesNothing } from './fits.ts';
import type { Member, ObjectShape } from './shape.ts';

/** The effect of the additional properties of two objects on named properties that are added or removed. */
export interface AdditionalPropertiesEffect {
  /** True if callers may still send a removed property, as an additional one. */
  readonly removedIsAccepted: (name: string, removed: Member) => boolean;
  /** True if readers may still read it. */
  readonly removedIsReadable: (removed: Member) => boolean;
  /** True if an added property adds no new type for readers of additional properties. */
  readonly addedKeepsType: (name: string, added: Member) => boolean;
  /** True if the properties of other `allOf` parts can still be written beside new additional properties. */
  readonly partsStayWritable: boolean;
  /** True if values for the old additional properties can be sent as the new ones. */
  readonly sentFits: boolean;
  /** True if the new additional properties can be read as the old ones. */
  readonly readFits: boolean;
}

export function effectOfAdditionalProperties(before: ObjectShape, after: ObjectShape): AdditionalPropertiesEffect {
  const [old, now] = [additionalPropertiesOf(before), additionalPropertiesOf(after)];
  const isApart = (name: string, { apart = [] }: ObjectShape) => apart.includes(name);
  /** Whether a property of another part can be written beside the additional ones. */
  const agrees = (name: string, { schema }: Member, shape: ObjectShape, additional: AdditionalProperties | undefined) =>
    additional === undefined || !isApart(name, shape) || fits(schema, additional.schema, 'send');
  return {
    removedIsAccepted: (name, removed) =>
      // A property that contradicts the additional properties could never be sent.
      !agrees(name, removed, before, old) ||
      (now !== undefined &&
        (old === undefined || mayBeUndefined(now, old)) &&
        fits(removed.schema, now.schema, 'send')),
    removedIsReadable: (removed) =>
      now !== undefined &&
      !removed.required &&
      !sharesNothing(after, before) &&
      fits(now.schema, removed.schema, 'read'),
    addedKeepsType: (name, added) =>
      old === undefined ||
      now === undefined ||
      isApart(name, after) ||
      additionalPropertiesFit(asAdditional(added), old, 'read'),
    partsStayWritable: [...before.members].every(([name, member]) => agrees(name, member, after, now)),
    sentFits: additionalPropertiesFit(old, now, 'send'),
    readFits: additionalPropertiesFit(now, old, 'read'),
  };
}

function asAdditional({ schema, required }: Member): AdditionalProperties {
  return { schema, optional: !required };
}
