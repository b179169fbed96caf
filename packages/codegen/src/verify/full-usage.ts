import { ts } from '../compiler/index.ts';

/** A key that no schema has, for objects that accept any key. */
const ANY_KEY = 'any-key';
const MAX_DEPTH = 12;

/**
 * Writes object literals with every field of a type, at every depth, so that the compiler rejects fields that the other
 * type lacks. The values come from `source`, an expression of the type; in the options of a union they are `never`,
 * except for discriminators. Returns one literal per option.
 */
export function literalsOfEveryField(
  checker: ts.TypeChecker,
  type: ts.Type,
  source: string | undefined,
  depth = 0,
): string[] {
  const options = objectTypes(checker, type);
  if (options.length === 0 || depth > MAX_DEPTH) return [source === undefined ? unitLiteral(type) : `given(${source})`];
  return options.flatMap((option) => {
    const only = options.length === 1 && source !== undefined && !isMixed(checker, type) ? `${source}!` : undefined;
    const items = itemsOf(checker, option);
    if (items !== undefined) {
      return literalsOfEveryField(checker, items, only && `${only}[0]`, depth + 1).map((item) => `[${item}]`);
    }
    const index = checker.getIndexTypeOfType(option, ts.IndexKind.String);
    const members = membersOf(checker, option).map(([name, member]) => ({
      name,
      // A value that contradicts its own type cannot be written.
      literals:
        index === undefined || checker.isTypeAssignableTo(member, index)
          ? literalsOfEveryField(checker, member, only && `${only}${access(name)}`, depth + 1)
          : ['null!'],
    }));
    // Each alternative once, with the first of the others, so that every name occurs without all combinations.
    const rounds = Math.max(1, ...members.map(({ literals }) => literals.length));
    return Array.from({ length: rounds }, (_, round) => {
      const written = members.map(({ name, literals }) => `${quoted(name)}: ${literals[round] ?? literals[0]}`);
      return `{ ${written.join(', ')} }`;
    });
  });
}

/**
 * Returns the access path to each part of a type, such as `!.a![0]`, for code that reads everything. Parts are read one by
 * one because the compiler does not fully compare deeply nested lists. Parts whose type is the same in `now` are omitted.
 */
export function readsOfEveryField(
  checker: ts.TypeChecker,
  type: ts.Type,
  now: ts.Type | undefined,
  way = '',
  depth = 0,
): string[] {
  if (type === now) return [];
  const [object, ...others] = objectTypes(checker, type);
  if (object === undefined || isMixed(checker, type) || depth > MAX_DEPTH) return [way];
  const newer = now && checker.getNonNullableType(now);
  const items = itemsOf(checker, object);
  if (items !== undefined && others.length > 0) return [way];
  if (items !== undefined) {
    return [way, ...readsOfEveryField(checker, items, newer && itemsOf(checker, newer), `${way}![0]`, depth + 1)];
  }
  const whole = others.length > 0 ? checker.getNonNullableType(type) : object;
  const below = membersOf(checker, whole).flatMap(([name, member]) =>
    readsOfEveryField(
      checker,
      member,
      newer && typeOfMember(checker, newer, name),
      `${way}!${access(name)}`,
      depth + 1,
    ),
  );
  return [way, ...below];
}

function typeOfMember(checker: ts.TypeChecker, type: ts.Type, name: string): ts.Type | undefined {
  const property = checker.getPropertyOfType(type, name);
  return property && checker.getTypeOfSymbol(property);
}

function objectTypes(checker: ts.TypeChecker, type: ts.Type): ts.Type[] {
  const present = checker.getNonNullableType(type);
  return (present.isUnion() ? present.types : [present]).filter(isObject);
}

/** Returns true for a union of objects and other types, which must be narrowed before anything can be read. */
function isMixed(checker: ts.TypeChecker, type: ts.Type): boolean {
  const present = checker.getNonNullableType(type);
  return present.isUnion() && present.types.some((option) => !isObject(option));
}

function isObject(type: ts.Type): boolean {
  if (type.isIntersection()) return type.types.every(isObject);
  // A class is not one of our types, so it is read as a whole.
  return (type.flags & (ts.TypeFlags.Object | ts.TypeFlags.NonPrimitive)) !== 0 && !type.isClass();
}

function itemsOf(checker: ts.TypeChecker, type: ts.Type): ts.Type | undefined {
  return checker.isArrayType(type) ? checker.getTypeArguments(type as ts.TypeReference)[0] : undefined;
}

function membersOf(checker: ts.TypeChecker, type: ts.Type): [string, ts.Type][] {
  const named = checker
    .getPropertiesOfType(type)
    .map((property): [string, ts.Type] => [property.name, checker.getTypeOfSymbol(property)])
    // A field that can only be absent has nothing to read.
    .filter(([, member]) => (checker.getNonNullableType(member).flags & ts.TypeFlags.Never) === 0);
  const index = checker.getIndexTypeOfType(type, ts.IndexKind.String);
  // `Record<string, never>` is an object without properties. It accepts no key.
  const takesAny = index !== undefined && (index.flags & ts.TypeFlags.Never) === 0;
  return takesAny ? [...named, [ANY_KEY, index]] : named;
}

function unitLiteral(type: ts.Type): string {
  return type.isStringLiteral() ? quoted(type.value) : 'null!';
}

/** Uses a dot if possible: with brackets, the compiler allows reading anything from `never`. */
function access(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? `.${name}` : `[${quoted(name)}]`;
}

function quoted(text: string): string {
  return JSON.stringify(text);
}
