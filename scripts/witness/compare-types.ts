import ts from 'typescript';

/** The rules of a comparison, and the receivers of its results. */
export interface Comparison {
  readonly checker: ts.TypeChecker;
  /** Returns true if both are the same named schema, which is compared separately. */
  readonly isPair: (ours: ts.Type, theirs: ts.Type) => boolean;
  /** Reports one difference at a place such as `Branch.parent_id`. */
  readonly report: (at: string, difference: string) => void;
  /** Notes a pair of schemas at which the comparison stopped. */
  readonly stop: (ours: ts.Type, theirs: ts.Type) => void;
}

/**
 * Compares two types member by member. Assignability is not enough, because a type that lacks an optional property of
 * the other is assignable both ways.
 */
export function compareTypes(comparison: Comparison, ours: ts.Type, theirs: ts.Type, at: string): void {
  compare({ ...comparison, seen: new Map() }, ours, theirs, at);
}

/** Compares the declarations of a pair of schemas, at which `compareTypes` would stop. */
export function compareSchemas(comparison: Comparison, ours: ts.Type, theirs: ts.Type, at: string): void {
  const isPair = (one: ts.Type, other: ts.Type) => (one !== ours || other !== theirs) && comparison.isPair(one, other);
  compareTypes({ ...comparison, isPair }, ours, theirs, at);
}

interface Walk extends Comparison {
  readonly seen: Map<ts.Type, Set<ts.Type>>;
}

function compare(walk: Walk, ours: ts.Type, theirs: ts.Type, at: string): void {
  const { checker, report } = walk;
  const [ourNull, theirNull] = [allowsNull(ours), allowsNull(theirs)];
  if (ourNull !== theirNull) report(at, `null only in ${ourNull ? 'ours' : 'theirs'}`);
  const [one, other] = [withoutNull(checker, ours), withoutNull(checker, theirs)];
  if (one === other || isSeen(walk, one, other)) return;
  const [ourItem, theirItem] = [itemOf(checker, one), itemOf(checker, other)];
  const both = (is: (type: ts.Type) => boolean) => is(one) && is(other);
  if (walk.isPair(one, other)) walk.stop(one, other);
  else if (ourItem && theirItem) compare(walk, ourItem, theirItem, `${at}[]`);
  else if (both((type) => isObject(checker, type))) compareObjects(walk, one, other, at);
  else if (both(isText)) compareValues(walk, one, other, at);
  else if (both((type) => hasObjects(checker, type))) compareOptions(walk, one, other, at);
  else compareWhole(walk, one, other, at);
}

function isSeen({ seen }: Walk, ours: ts.Type, theirs: ts.Type): boolean {
  const known = seen.get(ours) ?? new Set();
  if (known.has(theirs)) return true;
  seen.set(ours, known.add(theirs));
  return false;
}

function compareObjects(walk: Walk, ours: ts.Type, theirs: ts.Type, at: string): void {
  const { checker, report } = walk;
  const [ourMembers, theirMembers] = [membersOf(checker, ours), membersOf(checker, theirs)];
  for (const name of [...new Set([...ourMembers.keys(), ...theirMembers.keys()])].sort()) {
    const [one, other] = [ourMembers.get(name), theirMembers.get(name)];
    const place = `${at}.${name}`;
    if (one === undefined || other === undefined) {
      report(place, `only in ${one === undefined ? 'theirs' : 'ours'}`);
      continue;
    }
    if (isOptional(one) !== isOptional(other)) report(place, `optional only in ${isOptional(one) ? 'ours' : 'theirs'}`);
    if (isReadonly(one) !== isReadonly(other)) report(place, `readonly only in ${isReadonly(one) ? 'ours' : 'theirs'}`);
    compare(walk, checker.getTypeOfSymbol(one), checker.getTypeOfSymbol(other), place);
  }
  const [ourRest, theirRest] = [restOf(checker, ours), restOf(checker, theirs)];
  if (ourRest && theirRest) compare(walk, ourRest, theirRest, `${at}[key]`);
  else if (ourRest || theirRest) report(`${at}[key]`, `only in ${ourRest ? 'ours' : 'theirs'}`);
}

function compareValues(walk: Walk, ours: ts.Type, theirs: ts.Type, at: string): void {
  const [ourOpen, theirOpen] = [isOpen(ours), isOpen(theirs)];
  if (ourOpen !== theirOpen) walk.report(at, `any string only in ${ourOpen ? 'ours' : 'theirs'}`);
  const [ourValues, theirValues] = [valuesOf(ours), valuesOf(theirs)];
  // If any string is allowed, values are only suggestions. If one side has none, there is nothing to compare.
  if (ourValues.length === 0 || theirValues.length === 0) return;
  for (const value of theirValues) if (!ourValues.includes(value)) walk.report(at, `"${value}" only in theirs`);
  for (const value of ourValues) if (!theirValues.includes(value)) walk.report(at, `"${value}" only in ours`);
}

/** Pairs options by their distinguishing literals, or by assignability. */
function compareOptions(walk: Walk, ours: ts.Type, theirs: ts.Type, at: string): void {
  const { checker } = walk;
  const rest = [...optionsOf(theirs)];
  for (const option of optionsOf(ours)) {
    const index = rest.findIndex((other) => tagOf(checker, option) === tagOf(checker, other));
    const [match] = index < 0 ? [] : rest.splice(index, 1);
    if (match === undefined) walk.report(at, `option ${nameOf(checker, option)} only in ours`);
    else compare(walk, option, match, `${at}<${tagOf(checker, option)}>`);
  }
  for (const option of rest) walk.report(at, `option ${nameOf(checker, option)} only in theirs`);
}

function compareWhole({ checker, report }: Walk, ours: ts.Type, theirs: ts.Type, at: string): void {
  const gives = checker.isTypeAssignableTo(ours, theirs);
  const takes = checker.isTypeAssignableTo(theirs, ours);
  if (gives && takes && isVague(ours) === isVague(theirs)) return;
  report(at, `ours is ${nameOf(checker, ours)}, theirs is ${nameOf(checker, theirs)}`);
}

/** `any` and `unknown` are always assignable. */
function isVague(type: ts.Type): boolean {
  return (type.flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown)) !== 0;
}

function optionsOf(type: ts.Type): readonly ts.Type[] {
  return type.isUnion() ? type.types : [type];
}

/** Only for a union, because the compiler would change `void` and `unknown`. */
function withoutNull(checker: ts.TypeChecker, type: ts.Type): ts.Type {
  return type.isUnion() ? checker.getNonNullableType(type) : type;
}

function allowsNull(type: ts.Type): boolean {
  return optionsOf(type).some(({ flags }) => (flags & ts.TypeFlags.Null) !== 0);
}

function itemOf(checker: ts.TypeChecker, type: ts.Type): ts.Type | undefined {
  return checker.isArrayType(type) ? checker.getTypeArguments(type as ts.TypeReference)[0] : undefined;
}

function isObject(checker: ts.TypeChecker, type: ts.Type): boolean {
  if (type.isIntersection()) return type.types.every((part) => isObject(checker, part));
  return (type.flags & ts.TypeFlags.Object) !== 0 && !checker.isArrayType(type) && !isForeign(type);
}

/** Returns true for a class of the platform, such as `Blob`, which is compared as a whole. */
function isForeign(type: ts.Type): boolean {
  const [declaration] = type.symbol?.declarations ?? [];
  return (
    declaration !== undefined && /\/lib\.[\w.]+\.d\.ts$/.test(declaration.getSourceFile().fileName) && !isMapped(type)
  );
}

/** `Record<…>` is also declared in the library. */
function isMapped(type: ts.Type): boolean {
  return ((type as ts.ObjectType).objectFlags & ts.ObjectFlags.Mapped) !== 0;
}

function hasObjects(checker: ts.TypeChecker, type: ts.Type): boolean {
  return type.isUnion() ? type.types.every((option) => isObject(checker, option)) : isObject(checker, type);
}

/** Returns true for strings and string literals, and intersections that the compiler reduced to a string pattern. */
function isText(type: ts.Type): boolean {
  return optionsOf(type).every((option) => option.isStringLiteral() || isAnyString(option));
}

function isAnyString(type: ts.Type): boolean {
  if (type.isIntersection()) return type.types.some(isAnyString);
  return (type.flags & (ts.TypeFlags.String | ts.TypeFlags.TemplateLiteral)) !== 0;
}

function isOpen(type: ts.Type): boolean {
  return optionsOf(type).some(isAnyString);
}

function valuesOf(type: ts.Type): string[] {
  return optionsOf(type)
    .flatMap((option) => (option.isStringLiteral() ? [option.value] : []))
    .sort();
}

function membersOf(checker: ts.TypeChecker, type: ts.Type): ReadonlyMap<string, ts.Symbol> {
  const members = checker.getPropertiesOfType(type).map((symbol): [string, ts.Symbol] => [symbol.name, symbol]);
  // Generators write `?: never` for no value.
  return new Map(members.filter(([, symbol]) => !isNever(checker, symbol)));
}

function isNever(checker: ts.TypeChecker, symbol: ts.Symbol): boolean {
  return (checker.getNonNullableType(checker.getTypeOfSymbol(symbol)).flags & ts.TypeFlags.Never) !== 0;
}

/** Returns the type of additional properties; undefined if it is `never`. */
function restOf(checker: ts.TypeChecker, type: ts.Type): ts.Type | undefined {
  const rest = checker.getIndexTypeOfType(type, ts.IndexKind.String);
  return rest === undefined || (rest.flags & ts.TypeFlags.Never) !== 0 ? undefined : rest;
}

function isOptional(symbol: ts.Symbol): boolean {
  return (symbol.flags & ts.SymbolFlags.Optional) !== 0;
}

function isReadonly(symbol: ts.Symbol): boolean {
  return (symbol.declarations ?? []).some(
    (declaration) => (ts.getCombinedModifierFlags(declaration) & ts.ModifierFlags.Readonly) !== 0,
  );
}

/** Returns the literals of an option; '' if it has none. */
function tagOf(checker: ts.TypeChecker, option: ts.Type): string {
  const literals = checker.getPropertiesOfType(option).flatMap((symbol) => {
    const type = checker.getTypeOfSymbol(symbol);
    return type.isStringLiteral() ? [`${symbol.name}: ${type.value}`] : [];
  });
  return literals.sort().join(', ');
}

const LONGEST_NAME = 80;

function nameOf(checker: ts.TypeChecker, type: ts.Type): string {
  const text = checker.typeToString(type, undefined, ts.TypeFormatFlags.NoTruncation);
  return text.length > LONGEST_NAME ? `${text.slice(0, LONGEST_NAME)}…` : text;
}
