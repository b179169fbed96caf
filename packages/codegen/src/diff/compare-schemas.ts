import { type Json, listItems } from '../json/index.ts';
import type { ChangeKind } from './change.ts';
import { compareConstraints } from './compare-constraints.ts';
import { compareMembers } from './compare-members.ts';
import { type Difference, type Finding, messagesWhere, placeOf } from './finding.ts';
import { fits } from './fits.ts';
import { followed, type Located, schemaNameOf } from './located.ts';
import { type Shape, shapeOf } from './shape.ts';

/** Compares two schemas at the same place. A schema that both reference by the same name is listed, not compared. */
export function* compareSchemas(
  before: Located,
  after: Located,
  path: string,
  trail: readonly string[] = [],
): Generator<Finding> {
  const [oldName, newName] = [schemaNameOf(before), schemaNameOf(after)];
  if (oldName !== undefined && oldName === newName) return yield { shared: oldName };
  const step = `${oldName} ${newName}`;
  if (oldName !== undefined && trail.includes(step)) return;
  if (oldName !== undefined && newName !== undefined) {
    yield difference(before, after, path, 'reference-changed', { before: oldName, after: newName });
  }
  yield* compareContents(before, after, path, [...trail, step]);
}

/** Compares two schemas that have the same name. */
export function* compareContents(
  before: Located,
  after: Located,
  path: string,
  trail: readonly string[] = [],
): Generator<Finding> {
  const [old, now] = [shapeOf(before), shapeOf(after)];
  const eitherUnknown = old.shape.kind === 'unknown' || now.shape.kind === 'unknown';
  if (old.nullable !== now.nullable && !eitherUnknown) {
    yield difference(before, after, path, now.nullable ? 'null-allowed' : 'null-refused');
  }
  yield* compareConstraints(followed(before), followed(after), path);
  yield* compareShapes(before, after, old.shape, now.shape, path, trail);
}

function* compareShapes(
  before: Located,
  after: Located,
  old: Shape,
  now: Shape,
  path: string,
  trail: readonly string[],
): Generator<Finding> {
  if (old.kind === 'object' && now.kind === 'object') {
    for (const name of sharedParts(before, after)) yield { shared: name, part: true };
    return yield* compareMembers(
      { at: before, shape: old },
      { at: after, shape: now },
      { path, noun: 'property' },
      (a, b, at) => compareSchemas(a, b, at, trail),
    );
  }
  if (old.kind === 'list' && now.kind === 'list') {
    return yield* compareSchemas(old.items, now.items, `${path}[]`, trail);
  }
  if (old.kind === 'values' && now.kind === 'values') return yield* compareValues(before, after, old, now, path);
  if (old.kind === 'choice' && now.kind === 'choice') {
    return yield* compareOptions(before, after, old.options, now.options, path);
  }
  if (JSON.stringify(described(old)) === JSON.stringify(described(now)) && old.kind !== 'other') return;
  yield retyped(before, after, old, now, path);
}

function retyped(before: Located, after: Located, old: Shape, now: Shape, path: string): Difference {
  const kind = freedOrListed(old, now) ?? 'type-changed';
  // Nullability has its own finding, so ignore it here.
  const [from, to] = [withoutNull(before), withoutNull(after)];
  return difference(before, after, path, kind, {
    before: described(old),
    after: described(now),
    exempt: messagesWhere({ request: fits(from, to, 'send'), response: fits(to, from, 'read') }),
  });
}

function freedOrListed(old: Shape, now: Shape): ChangeKind | undefined {
  if (old.kind === 'values' && old.values.every((value) => typeof value === now.kind)) return 'values-freed';
  return now.kind === 'values' && now.values.every((value) => typeof value === old.kind) ? 'values-listed' : undefined;
}

function* compareValues(
  before: Located,
  after: Located,
  old: Extract<Shape, { kind: 'values' }>,
  now: Extract<Shape, { kind: 'values' }>,
  path: string,
): Generator<Finding> {
  // Enums in responses are open, so a new value does not break readers.
  const exempt = messagesWhere({ request: false, response: old.open });
  for (const value of now.values.filter((value) => !old.values.includes(value))) {
    yield difference(before, after, path, 'value-added', { after: value, exempt });
  }
  for (const value of old.values.filter((value) => !now.values.includes(value))) {
    yield difference(before, after, path, 'value-removed', { before: value });
  }
}

function* compareOptions(
  before: Located,
  after: Located,
  old: readonly Located[],
  now: readonly Located[],
  path: string,
): Generator<Finding> {
  const key = (option: Located) => JSON.stringify(option.value);
  for (const option of old) {
    const same = now.find((other) => key(other) === key(option));
    if (same !== undefined) yield* compareSchemas(option, same, path);
    else {
      const exempt = messagesWhere({ request: fits(option, after, 'send'), response: false });
      const gone = difference(option, after, path, 'option-removed', { before: nameOrText(option), exempt });
      yield { ...gone, pointer: option.pointer, side: 'old' };
    }
  }
  for (const option of now.filter((candidate) => !old.some((other) => key(other) === key(candidate)))) {
    const exempt = messagesWhere({ request: false, response: fits(option, before, 'read') });
    yield difference(before, option, path, 'option-added', { after: nameOrText(option), exempt });
  }
}

/** Returns the schemas that the `allOf` of both sides includes under the same name. */
function sharedParts(before: Located, after: Located): string[] {
  const now = partNames(after);
  return partNames(before).filter((name) => now.includes(name));
}

function partNames(part: Located): string[] {
  const { allOf } = followed(part).value;
  return listItems(allOf).flatMap((value) => schemaNameOf({ ...part, value }) ?? []);
}

type Facts = Partial<Pick<Difference, 'before' | 'after' | 'exempt'>>;

function difference(before: Located, after: Located, path: string, kind: ChangeKind, known: Facts = {}): Difference {
  return { kind, path, ...placeOf(before, after), before: null, after: null, ...known };
}

function described(shape: Shape): Json {
  if (shape.kind === 'values') return shape.values;
  if (shape.kind === 'choice') return shape.options.map(nameOrText);
  return shape.kind === 'other' ? shape.text : shape.kind;
}

function nameOrText(option: Located): string {
  return schemaNameOf(option) ?? JSON.stringify(option.value);
}

function withoutNull(part: Located): Located {
  const at = followed(part);
  const { nullable: _, ...value } = at.value;
  return { ...at, value };
}
