import type ts from 'typescript';
import { type OperationPair, partsOf, theirPath } from './compare-operations.ts';
import { type Comparison, compareSchemas, compareTypes } from './compare-types.ts';
import { flatDifferences } from './flat-types.ts';
import { namesInBoth } from './names.ts';
import { type SchemaPairs, schemaPairs } from './schema-pairs.ts';
import type { WitnessTypes } from './witness-program.ts';

/** Names in our document, because types do not show which of them are schemas or what their paths are. */
export interface OurNames {
  /** The names that the witness knows independently of us. */
  readonly schemas: readonly string[];
  readonly operations: readonly { readonly id: string; readonly path: string }[];
}

export interface WitnessReport {
  readonly operations: number;
  readonly schemas: number;
  /** `place: difference`, sorted. */
  readonly differences: readonly string[];
}

/** Returns every difference between the types that both sides have. */
export function compareWitness(types: WitnessTypes, names: OurNames): WitnessReport {
  const operations = operationPairs(types, names);
  const schemas = schemaPairs(types, names.schemas);
  const comparisons = [
    ...schemas.list.map((pair) => comparedSchema(types, schemas, pair.ours, pair.theirs)),
    ...operations.map((pair) => comparedOperation(types, schemas, pair)),
  ];
  const differences = [...comparisons.flatMap(({ found }) => found), ...unexplained(types, comparisons)];
  return {
    operations: operations.length,
    schemas: new Set(schemas.list.map(({ theirs }) => theirs)).size,
    differences: [...new Set(differences)].sort(),
  };
}

/** One operation or schema after its comparison. */
interface Compared {
  readonly name: string;
  readonly found: readonly string[];
  /** The schemas, by our name, at which the comparison stopped. */
  readonly reached: ReadonlySet<string>;
  readonly wholes: readonly { readonly at: string; readonly ours: ts.Type; readonly theirs: ts.Type }[];
}

function comparedSchema(types: WitnessTypes, schemas: SchemaPairs, name: string, other: string): Compared {
  const { comparison, found, reached } = recorder(types, schemas);
  const [ours, theirs] = [types.ours.get(name), types.theirs.get(other)];
  if (ours === undefined || theirs === undefined) throw new Error(`${name} has no types to compare.`);
  compareSchemas(comparison, ours, theirs, name);
  return { name, found, reached, wholes: [{ at: name, ours, theirs }] };
}

function comparedOperation(types: WitnessTypes, schemas: SchemaPairs, pair: OperationPair): Compared {
  const { comparison, found, reached } = recorder(types, schemas);
  const path = theirPath(types, pair);
  if (path !== pair.path) found.push(`${pair.id}: path in theirs is ${path ?? 'unknown'}`);
  const parts = partsOf(types, pair);
  found.push(...flatDifferences(types, pair.id, parts));
  const wholes = parts.flatMap(({ at, ours, theirs }) => {
    if (ours === undefined || theirs === undefined) {
      if (ours !== theirs) found.push(`${at}: only in ${ours === undefined ? 'theirs' : 'ours'}`);
      return [];
    }
    if (ours.optional !== theirs.optional) found.push(`${at}: optional only in ${ours.optional ? 'ours' : 'theirs'}`);
    compareTypes(comparison, ours.type, theirs.type, at);
    return [{ at, ours: ours.type, theirs: theirs.type }];
  });
  return { name: pair.id, found, reached, wholes };
}

function recorder({ checker }: WitnessTypes, { nameOf }: SchemaPairs) {
  const found: string[] = [];
  const reached = new Set<string>();
  const comparison: Comparison = {
    checker,
    isPair: (ours, theirs) => nameOf(ours, theirs) !== undefined,
    report: (at, difference) => found.push(`${at}: ${difference}`),
    stop: (ours, theirs) => reached.add(nameOf(ours, theirs) ?? ''),
  };
  return { comparison, found, reached };
}

/** Cross-check with the compiler: every type that it rejects must have a listed difference. */
function unexplained({ checker }: WitnessTypes, comparisons: readonly Compared[]): string[] {
  const byName = new Map(comparisons.map((compared) => [compared.name, compared]));
  const isExplained = (name: string, seen = new Set<string>()): boolean => {
    if (seen.has(name)) return false;
    seen.add(name);
    const { found = [], reached = new Set<string>() } = byName.get(name) ?? {};
    return found.length > 0 || [...reached].some((next) => isExplained(next, seen));
  };
  return comparisons
    .filter(({ name }) => !isExplained(name))
    .flatMap(({ wholes }) =>
      wholes.flatMap(({ at, ours, theirs }) => [
        ...(checker.isTypeAssignableTo(ours, theirs) ? [] : [`${at}: ours is not assignable to theirs`]),
        ...(checker.isTypeAssignableTo(theirs, ours) ? [] : [`${at}: theirs is not assignable to ours`]),
      ]),
    );
}

function operationPairs({ theirs }: WitnessTypes, { operations }: OurNames): OperationPair[] {
  const others = [...theirs.keys()].flatMap((name) => /^(.+)Data$/.exec(name)?.[1] ?? []);
  const names = namesInBoth(
    operations.map(({ id }) => id),
    others,
  );
  return operations.flatMap(({ id, path }) => {
    const other = names.get(id);
    return other === undefined ? [] : [{ id, path, theirs: other }];
  });
}
