import type { Schema } from '../contract/index.ts';
import { isList, type Json, type JsonObject, listItems } from '../json/index.ts';
import { below, followed, type Located, schemaNameOf } from './located.ts';

/** The HTTP message that contains a value: code sends it in a request or reads it from a response. */
export type Message = 'request' | 'response';

/** A member of an object: a property of a schema, or an input of an operation. */
export interface Member {
  readonly schema: Located;
  readonly required: boolean;
  /** The named schema that an `allOf` takes the property from; '' for the object's own. */
  readonly from: string;
  /** Present if it is write-only (`request`) or read-only (`response`). */
  readonly only?: Message;
}

/** The type of a schema, one level deep. It does not include formats, limits or prose. */
export type Shape =
  | { readonly kind: 'unknown' }
  | { readonly kind: 'string' | 'binary' | 'number' | 'boolean' | 'null' }
  | { readonly kind: 'values'; readonly values: readonly Json[]; readonly open: boolean }
  | { readonly kind: 'list'; readonly items: Located }
  | ObjectShape
  | { readonly kind: 'choice'; readonly options: readonly Located[] }
  | { readonly kind: 'other'; readonly text: string };

export interface ObjectShape {
  readonly kind: 'object';
  readonly members: ReadonlyMap<string, Member>;
  /** The schema of `additionalProperties`; undefined if it allows none. */
  readonly rest: Located | undefined;
  /** The members from other parts of an `allOf` than `rest`. */
  readonly apart?: readonly string[];
}

export interface NullableShape {
  readonly shape: Shape;
  readonly nullable: boolean;
}

/** Returns the shape of a schema. Follows references and `allOf` like the types do. */
export function shapeOf(part: Located): NullableShape {
  const at = followed(part);
  const { nullable, type } = at.value;
  const types = stringsOf(type);
  const { shape, nullable: inherited } = shapeWithParts(at);
  return { shape, nullable: nullable === true || inherited || types.includes('null') || listsNull(at.value) };
}

/** `Record<string, never>` in the types: an object about which nothing is known. */
const EMPTY: Shape = { kind: 'object', members: new Map(), rest: undefined };

function shapeWithParts(at: Located): NullableShape {
  const own = ownShape(at);
  const parts = lists(at, 'allOf').map((part) => ({ ...shapeOf(part), from: schemaNameOf(part) ?? '' }));
  const [first, ...others] = parts;
  if (first === undefined) {
    const fallback: Shape = at.value.type === undefined ? { kind: 'unknown' } : EMPTY;
    return { shape: own ?? fallback, nullable: false };
  }
  const requiredHere = stringsOf(at.value.required);
  const inherited = others.reduce<NullableShape>(
    (sum, part) => ({
      shape: intersect(sum.shape, named(part.shape, part.from)),
      nullable: sum.nullable && part.nullable,
    }),
    { ...first, shape: named(first.shape, first.from) },
  );
  const shape = own === undefined ? inherited.shape : intersect(own, inherited.shape);
  return { shape: requiring(shape, requiredHere), nullable: own === undefined && inherited.nullable };
}

/** Returns the schema without its `allOf`; undefined if nothing is left. */
function ownShape(at: Located): Shape | undefined {
  const { type, enum: values, const: constant } = at.value;
  if (constant !== undefined) return { kind: 'values', values: [constant], open: false };
  if (isList(values) && type !== 'object') {
    // A single value is a constant, such as the type of an option: the emitter does not open it either.
    const open = type === 'string' && values.length > 1;
    return { kind: 'values', values: values.filter((value) => value !== null), open };
  }
  const types = stringsOf(type).filter((name) => name !== 'null');
  if (types.length > 1) return { kind: 'choice', options: types.map((name) => withType(at, name)) };
  const options = [...lists(at, 'oneOf'), ...lists(at, 'anyOf')];
  const core = typedShape(at, types[0] ?? type);
  if (options.length === 0) return core;
  if (core === undefined) return { kind: 'choice', options };
  return { kind: 'other', text: JSON.stringify(at.value) };
}

function typedShape(at: Located, type: Json | undefined): Shape | undefined {
  if (type === 'string' && at.value.format === 'binary') return { kind: 'binary' };
  if (type === 'string' || type === 'boolean' || type === 'null') return { kind: type };
  if (type === 'number' || type === 'integer') return { kind: 'number' };
  if (type === 'array') return { kind: 'list', items: hasKey(at, 'items') ? below(at, 'items') : anything(at) };
  const names = hasKey(at, 'properties') ? Object.keys(at.value.properties as JsonObject) : [];
  const rest = restOf(at);
  if (names.length === 0 && rest === undefined) return undefined;
  const required = stringsOf(at.value.required);
  const members = names.map((name): [string, Member] => [
    name,
    memberAt(below(at, 'properties', name), required.includes(name)),
  ]);
  return { kind: 'object', members: new Map(members), rest };
}

function memberAt(schema: Located, required: boolean): Member {
  const { readOnly, writeOnly } = schema.value;
  if (readOnly === true) return { schema, required, from: '', only: 'response' };
  return writeOnly === true ? { schema, required, from: '', only: 'request' } : { schema, required, from: '' };
}

function restOf(at: Located): Located | undefined {
  const { additionalProperties: rest } = at.value;
  if (rest === true) return { ...anything(at), pointer: `${at.pointer}/additionalProperties` };
  return typeof rest === 'object' && rest !== null ? below(at, 'additionalProperties') : undefined;
}

/** Returns the shape that satisfies both. */
function intersect(a: Shape, b: Shape): Shape {
  if (a.kind === 'unknown') return b;
  if (b.kind === 'unknown') return a;
  if (a.kind === 'object' && b.kind === 'object') return intersectObjects(a, b);
  if (a.kind === 'values' && b.kind !== 'values') return intersect(b, a);
  if (b.kind === 'values' && a.kind !== 'values') {
    return { ...b, values: b.values.filter((value) => typeof value === a.kind) };
  }
  if (JSON.stringify(a) === JSON.stringify(b)) return a;
  return { kind: 'other', text: JSON.stringify([bare(a), bare(b)]) };
}

function intersectObjects(a: ObjectShape, b: ObjectShape): Shape {
  const members = new Map(a.members);
  for (const [name, member] of b.members) {
    const other = members.get(name);
    members.set(name, other === undefined ? member : intersectMembers(other, member));
  }
  const [withRest, other] = a.rest === undefined ? [b, a] : [a, b];
  const foreign = [...other.members.keys()].filter((name) => !withRest.members.has(name));
  return { kind: 'object', members, rest: withRest.rest, apart: [...(withRest.apart ?? []), ...foreign] };
}

function intersectMembers(a: Member, b: Member): Member {
  const same = JSON.stringify(a.schema.value) === JSON.stringify(b.schema.value);
  const schema = same ? a.schema : { ...a.schema, value: { allOf: [a.schema.value, b.schema.value] } };
  return { ...a, schema, required: a.required || b.required, from: `${a.from}&${b.from}` };
}

function named(shape: Shape, from: string): Shape {
  if (shape.kind !== 'object' || from === '') return shape;
  return { ...shape, members: new Map([...shape.members].map(([name, member]) => [name, { ...member, from }])) };
}

function requiring(shape: Shape, names: readonly string[]): Shape {
  if (shape.kind !== 'object' || names.length === 0) return shape;
  const members = [...shape.members].map(([name, member]): [string, Member] => [
    name,
    names.includes(name) ? { ...member, required: true } : member,
  ]);
  return { ...shape, members: new Map(members) };
}

function bare(shape: Shape): unknown {
  return shape.kind === 'object' ? [...shape.members].map(([name, { schema }]) => [name, schema.value]) : shape;
}

function lists(at: Located, key: 'allOf' | 'oneOf' | 'anyOf'): Located[] {
  return listItems(at.value[key]).map((_, index) => below(at, key, index));
}

function anything(at: Located): Located {
  return { ...at, value: {} };
}

function withType(at: Located, type: string): Located {
  const { nullable: _, ...rest } = at.value;
  return { ...at, value: { ...rest, type } as Schema };
}

function listsNull(schema: Schema): boolean {
  return listItems(schema.enum).includes(null);
}

function hasKey(at: Located, key: string): boolean {
  return typeof at.value[key] === 'object' && at.value[key] !== null;
}

function stringsOf(value: Json | undefined): readonly string[] {
  return listItems(value).filter((item) => typeof item === 'string');
}
