import type { Located } from './located.ts';
import type { Member, ObjectShape } from './shape.ts';

/** The generated type of an object's additional properties. */
export interface AdditionalProperties {
  readonly schema: Located;
  /** True if reading one may return undefined, regardless of the schema. */
  readonly optional: boolean;
}

/**
 * Returns the type of the additional properties; undefined if the object allows none. TypeScript cannot express "all but
 * the named ones", so the index signature also allows the types of the named properties.
 */
export function additionalPropertiesOf({ members, rest, apart = [] }: ObjectShape): AdditionalProperties | undefined {
  if (rest === undefined) return undefined;
  const beside = [...members].filter(([name]) => !apart.includes(name)).map(([, member]) => member);
  if (beside.length === 0) return { schema: rest, optional: false };
  return { schema: anyOf(rest, beside), optional: beside.some(({ required }) => !required) };
}

function anyOf(rest: Located, members: readonly Member[]): Located {
  const options = [rest, ...members.map(({ schema }) => schema)].map(({ value }) => value);
  const names = members.map(({ schema }) => schema.pointer).join();
  // The pointer identifies this type when a comparison is circular.
  return { ...rest, value: { anyOf: options }, pointer: `${rest.pointer} or ${names}` };
}
