import type { Json } from '../json/index.ts';
import { type AdditionalProperties, additionalPropertiesOf } from './additional-properties.ts';
import type { Located } from './located.ts';
import { type Member, type NullableShape, type ObjectShape, type Shape, shapeOf } from './shape.ts';

/**
 * `send`: a value written for the old type is passed as the new type, which must know all of its properties.
 * `read`: a value of the new type is read as the old type, so it must have all of the old properties; strings are open.
 */
export type FitMode = 'send' | 'read';

/** Returns true if code that handles `source` may pass it as `target`. */
export function fits(source: Located, target: Located, mode: FitMode, seen: readonly string[] = []): boolean {
  // Recursive schemas fit until a part is found that does not.
  const step = `${source.pointer} ${target.pointer}`;
  if (seen.includes(step)) return true;
  return shapeFits(shapeOf(source), shapeOf(target), mode, [...seen, step]);
}

/** The same check for the additional properties of two objects. */
export function additionalPropertiesFit(
  from: AdditionalProperties | undefined,
  to: AdditionalProperties | undefined,
  mode: FitMode,
  seen: readonly string[] = [],
): boolean {
  if (from === undefined || to === undefined) return mode === 'send' ? from === undefined : to === undefined;
  return mayBeUndefined(to, from) && fits(from.schema, to.schema, mode, seen);
}

function shapeFits(source: NullableShape, target: NullableShape, mode: FitMode, seen: readonly string[]): boolean {
  const [from, to] = [source.shape, target.shape];
  if (isUnknown(to)) return true;
  if (from.kind === 'unknown') return false;
  if (source.nullable && !isNullable(target)) return false;
  if (from.kind === 'choice') return from.options.every((option) => shapeFits(shapeOf(option), target, mode, seen));
  if (to.kind === 'choice') {
    return to.options.some((option) => shapeFits(source, { ...shapeOf(option), nullable: true }, mode, seen));
  }
  if (from.kind === 'list' && to.kind === 'list') return fits(from.items, to.items, mode, seen);
  if (from.kind === 'object' && to.kind === 'object') return objectFits(from, to, mode, seen);
  const anyString = mode === 'read' && to.kind === 'values' && to.open;
  if (from.kind === 'string' && anyString) return true;
  if (from.kind === 'values' && from.open && mode === 'read') return to.kind === 'string' || anyString;
  if (from.kind === 'values') return from.values.every((value) => valueFits(value, to, anyString));
  return JSON.stringify(from) === JSON.stringify(to);
}

function objectFits(from: ObjectShape, to: ObjectShape, mode: FitMode, seen: readonly string[]): boolean {
  const [sources, targets] = [membersFor(mode, from), membersFor(mode, to)];
  const [additional, allowed] = [additionalPropertiesOf(from), additionalPropertiesOf(to)];
  const targetsMet = [...targets].every(([name, target]) => {
    const source = sources.get(name);
    if (source === undefined) {
      if (target.required) return false;
      return additional === undefined ? mode === 'send' : fits(additional.schema, target.schema, mode, seen);
    }
    return (source.required || !target.required) && fits(source.schema, target.schema, mode, seen);
  });
  const nothingExcess =
    mode === 'read' ||
    [...sources].every(
      ([name, { schema }]) => targets.has(name) || (allowed !== undefined && fits(schema, allowed.schema, mode, seen)),
    );
  const related = mode === 'send' || !sharesNothing(from, to);
  return related && targetsMet && nothingExcess && additionalPropertiesFit(additional, allowed, mode, seen);
}

/** TypeScript refuses an object with no property in common with a type whose properties are all optional. */
export function sharesNothing(from: ObjectShape, to: ObjectShape): boolean {
  if (to.rest !== undefined || from.members.size === 0 || to.members.size === 0) return false;
  return [...to.members].every(([name, { required }]) => !required && !from.members.has(name));
}

/** Returns the members that are part of the message when the object is sent or read. */
function membersFor(mode: FitMode, { members }: ObjectShape): ReadonlyMap<string, Member> {
  const foreign = mode === 'send' ? 'response' : 'request';
  return new Map([...members].filter(([, { only }]) => only !== foreign));
}

/** True unless reading an additional property returns undefined only in `from`. */
export function mayBeUndefined(to: AdditionalProperties, from: AdditionalProperties): boolean {
  return to.optional || !from.optional || isUnknown(shapeOf(to.schema).shape);
}

/** Returns true if the shape accepts anything. A union does if one of its options does. */
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
