import type { Json } from '../json/index.ts';
import { type FurtherProperties, furtherProperties } from './further-properties.ts';
import type { Located } from './located.ts';
import { type Member, type NullableShape, type ObjectShape, type Shape, shapeOf } from './shape.ts';

/**
 * `send`: a value written for the old type is given to the new one, so what the new one does not know is refused.
 * `read`: a value of the new type is read as the old one, so what the old one knows must be there; strings are open.
 */
export type Use = 'send' | 'read';

/** True when code that handles `source` may hand it over as `target`. */
export function fits(source: Located, target: Located, use: Use, seen: readonly string[] = []): boolean {
  // Schemas that contain themselves fit as long as nothing has been found that does not.
  const step = `${source.pointer} ${target.pointer}`;
  if (seen.includes(step)) return true;
  return shapeFits(shapeOf(source), shapeOf(target), use, [...seen, step]);
}

/** The same for the properties that two objects allow besides the named ones. */
export function furtherFits(
  from: FurtherProperties | undefined,
  to: FurtherProperties | undefined,
  use: Use,
  seen: readonly string[] = [],
): boolean {
  if (from === undefined || to === undefined) return use === 'send' ? from === undefined : to === undefined;
  return mayBeUndefined(to, from) && fits(from.schema, to.schema, use, seen);
}

function shapeFits(source: NullableShape, target: NullableShape, use: Use, seen: readonly string[]): boolean {
  const [from, to] = [source.shape, target.shape];
  if (isUnknown(to)) return true;
  if (from.kind === 'unknown') return false;
  if (source.nullable && !isNullable(target)) return false;
  if (from.kind === 'choice') return from.options.every((option) => shapeFits(shapeOf(option), target, use, seen));
  if (to.kind === 'choice') {
    return to.options.some((option) => shapeFits(source, { ...shapeOf(option), nullable: true }, use, seen));
  }
  if (from.kind === 'list' && to.kind === 'list') return fits(from.items, to.items, use, seen);
  if (from.kind === 'object' && to.kind === 'object') return objectFits(from, to, use, seen);
  const anyString = use === 'read' && to.kind === 'values' && to.open;
  if (from.kind === 'string' && anyString) return true;
  if (from.kind === 'values' && from.open && use === 'read') return to.kind === 'string' || anyString;
  if (from.kind === 'values') return from.values.every((value) => valueFits(value, to, anyString));
  return JSON.stringify(from) === JSON.stringify(to);
}

function objectFits(from: ObjectShape, to: ObjectShape, use: Use, seen: readonly string[]): boolean {
  const [sources, targets] = [membersFor(use, from), membersFor(use, to)];
  const [further, allowed] = [furtherProperties(from), furtherProperties(to)];
  const targetsMet = [...targets].every(([name, target]) => {
    const source = sources.get(name);
    if (source === undefined) {
      if (target.required) return false;
      return further === undefined ? use === 'send' : fits(further.schema, target.schema, use, seen);
    }
    return (source.required || !target.required) && fits(source.schema, target.schema, use, seen);
  });
  const nothingExcess =
    use === 'read' ||
    [...sources].every(
      ([name, { schema }]) => targets.has(name) || (allowed !== undefined && fits(schema, allowed.schema, use, seen)),
    );
  const related = use === 'send' || !sharesNothing(from, to);
  return related && targetsMet && nothingExcess && furtherFits(further, allowed, use, seen);
}

/** TypeScript refuses an object with no property in common with a type whose properties are all optional. */
export function sharesNothing(from: ObjectShape, to: ObjectShape): boolean {
  if (to.rest !== undefined || from.members.size === 0 || to.members.size === 0) return false;
  return [...to.members].every(([name, { required }]) => !required && !from.members.has(name));
}

/** Those that travel at all when the object is sent, or read. */
function membersFor(use: Use, { members }: ObjectShape): ReadonlyMap<string, Member> {
  const foreign = use === 'send' ? 'response' : 'request';
  return new Map([...members].filter(([, { only }]) => only !== foreign));
}

/** True unless reading a further property gives undefined in `from` alone. */
export function mayBeUndefined(to: FurtherProperties, from: FurtherProperties): boolean {
  return to.optional || !from.optional || isUnknown(shapeOf(to.schema).shape);
}

/** True for what takes anything: a choice does as soon as one of its options does. */
function isUnknown(shape: Shape): boolean {
  if (shape.kind === 'choice') return shape.options.some((option) => isUnknown(shapeOf(option).shape));
  return shape.kind === 'unknown';
}

function isNullable({ shape, nullable }: NullableShape): boolean {
  return nullable || (shape.kind === 'choice' && shape.options.some((option) => isNullable(shapeOf(option))));
}

function valueFits(value: Json, to: Shape, anyString: boolean): boolean {
  if (to.kind !== 'values') return typeof value === to.kind;
  return to.values.includes(value) || (anyString && typeof value === 'string');
}
