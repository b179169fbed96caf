import type ts from 'typescript';
import { namesInBoth } from './names.ts';
import type { WitnessTypes } from './witness-program.ts';

export interface SchemaPairs {
  readonly list: readonly { readonly ours: string; readonly theirs: string }[];
  /** Returns our name of the schema that both types represent; undefined if they differ. */
  readonly nameOf: (ours: ts.Type, theirs: ts.Type) => string | undefined;
}

/** Pairs the schemas that both sides have. A request variant, such as `BranchInput`, has the same counterpart. */
export function schemaPairs({ ours, theirs }: WitnessTypes, schemas: readonly string[]): SchemaPairs {
  const list = [...namesInBoth(schemas, [...theirs.keys()])].flatMap(([name, other]) => {
    const variants = schemas.includes(`${name}Input`) ? [name] : [name, `${name}Input`];
    return variants.filter((variant) => ours.has(variant)).map((variant) => ({ ours: variant, theirs: other }));
  });
  // Enums with the same values are one type with several names.
  const byTypes = new Map<ts.Type | undefined, Map<ts.Type | undefined, string>>();
  for (const pair of list) {
    const [one, other] = [ours.get(pair.ours), theirs.get(pair.theirs)];
    byTypes.set(one, (byTypes.get(one) ?? new Map()).set(other, pair.ours));
  }
  return { list, nameOf: (one, other) => byTypes.get(one)?.get(other) };
}
