import type { Located } from './located.ts';
import type { Member, ObjectShape } from './shape.ts';

/** The type of the properties that an object allows besides the named ones, as the types have it. */
export interface AdditionalProperties {
  readonly schema: Located;
  /** True where reading one may give undefined, whatever the schema says. */
  readonly optional: boolean;
}

/**
 * TypeScript cannot say "all but the named ones", so an index signature also allows what the named properties beside
 * it hold. Undefined where the object allows no additional properties.
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
  // The pointer tells this type from others where a comparison goes in a circle.
  return { ...rest, value: { anyOf: options }, pointer: `${rest.pointer} or ${names}` };
}
