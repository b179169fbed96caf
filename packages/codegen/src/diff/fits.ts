import type { Json } from '../contract/index.ts';
import type { Located } from './located.ts';
import { type Member, type NullableShape, type Shape, shapeOf } from './shape.ts';

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

function shapeFits(source: NullableShape, target: NullableShape, use: Use, seen: readonly string[]): boolean {
  const [from, to] = [source.shape, target.shape];
  if (to.kind === 'unknown') return true;
  if (from.kind === 'unknown') return false;
  if (source.nullable && !target.nullable) return false;
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

type ObjectShape = Extract<Shape, { kind: 'object' }>;

function objectFits(from: ObjectShape, to: ObjectShape, use: Use, seen: readonly string[]): boolean {
  const [sources, targets] = [membersFor(use, from), membersFor(use, to)];
  const targetsMet = [...targets].every(([name, target]) => {
    const source = sources.get(name);
    if (source === undefined) return !target.required && (use === 'send' || from.rest !== undefined);
    return (source.required || !target.required) && fits(source.schema, target.schema, use, seen);
  });
  const nothingExcess =
    use === 'read' ||
    [...sources].every(
      ([name, { schema }]) => targets.has(name) || (to.rest !== undefined && fits(schema, to.rest, use, seen)),
    );
  return targetsMet && nothingExcess && restFits(from.rest, to.rest, use, seen);
}

/** Those that travel at all when the object is sent, or read. */
function membersFor(use: Use, { members }: ObjectShape): ReadonlyMap<string, Member> {
  const foreign = use === 'send' ? 'response' : 'request';
  return new Map([...members].filter(([, { only }]) => only !== foreign));
}

function restFits(from: Located | undefined, to: Located | undefined, use: Use, seen: readonly string[]): boolean {
  if (from !== undefined && to !== undefined) return fits(from, to, use, seen);
  return use === 'send' ? from === undefined : to === undefined;
}

function valueFits(value: Json, to: Shape, anyString: boolean): boolean {
  if (to.kind !== 'values') return typeof value === to.kind;
  return to.values.includes(value) || (anyString && typeof value === 'string');
}
