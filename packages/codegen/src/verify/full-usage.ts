import { ts } from '../compiler/index.ts';

/** A key that no schema names, for objects that take any. */
const ANY_KEY = 'any-key';
const MAX_DEPTH = 12;

/**
 * What a caller writes who gives everything that a type has: object literals all the way down, so that the compiler
 * refuses what the other type does not know. The values are those of `source`, an expression of the type; within the
 * options of a union they are `never`, but for those that tell the options apart. One literal an option.
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
      // What its own type contradicts nobody can write.
      literals:
        index === undefined || checker.isTypeAssignableTo(member, index)
          ? literalsOfEveryField(checker, member, only && `${only}${access(name)}`, depth + 1)
          : ['null!'],
    }));
    // Each alternative once, beside the first of the others: every name is written, without all the combinations.
    const rounds = Math.max(1, ...members.map(({ literals }) => literals.length));
    return Array.from({ length: rounds }, (_, round) => {
      const written = members.map(({ name, literals }) => `${quoted(name)}: ${literals[round] ?? literals[0]}`);
      return `{ ${written.join(', ')} }`;
    });
  });
}

/**
 * What a reader writes who reads everything that a type has: the ways down to each part of it, such as `!.a![0]`.
 * Parts are read one by one because the compiler takes deeply nested lists on trust. A part whose type is the very
 * same in `now` is left out.
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

/** True for a choice between objects and others, of which nothing can be read before it is known which it is. */
function isMixed(checker: ts.TypeChecker, type: ts.Type): boolean {
  const present = checker.getNonNullableType(type);
  return present.isUnion() && present.types.some((option) => !isObject(option));
}

function isObject(type: ts.Type): boolean {
  if (type.isIntersection()) return type.types.every(isObject);
  // A class is none of ours: it is handed on whole.
  return (type.flags & (ts.TypeFlags.Object | ts.TypeFlags.NonPrimitive)) !== 0 && !type.isClass();
}

function itemsOf(checker: ts.TypeChecker, type: ts.Type): ts.Type | undefined {
  return checker.isArrayType(type) ? checker.getTypeArguments(type as ts.TypeReference)[0] : undefined;
}

function membersOf(checker: ts.TypeChecker, type: ts.Type): [string, ts.Type][] {
  const named = checker
    .getPropertiesOfType(type)
    .map((property): [string, ts.Type] => [property.name, checker.getTypeOfSymbol(property)])
    // What can only be absent is there to be nothing.
    .filter(([, member]) => (checker.getNonNullableType(member).flags & ts.TypeFlags.Never) === 0);
  const index = checker.getIndexTypeOfType(type, ts.IndexKind.String);
  // `Record<string, never>` is how an object without properties is written; it takes no key at all.
  const takesAny = index !== undefined && (index.flags & ts.TypeFlags.Never) === 0;
  return takesAny ? [...named, [ANY_KEY, index]] : named;
}

function unitLiteral(type: ts.Type): string {
  return type.isStringLiteral() ? quoted(type.value) : 'null!';
}

/** With a dot where it can be: brackets read anything from `never` without complaint. */
function access(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? `.${name}` : `[${quoted(name)}]`;
}

function quoted(text: string): string {
  return JSON.stringify(text);
}
