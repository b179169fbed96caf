import { type AmongFurther, amongFurther } from './among-further.ts';
import type { ChangeKind } from './change.ts';
import { type Difference, type Finding, usesWhere } from './finding.ts';
import { followed, type Located, schemaNameOf } from './located.ts';
import type { Member, ObjectShape, Use } from './shape.ts';

interface ObjectAt {
  readonly at: Located<unknown>;
  readonly shape: ObjectShape;
}

type Named = readonly [name: string, member: Member];

interface Words {
  readonly path: string;
  readonly noun: 'property' | 'input';
}

type Compare = (before: Located, after: Located, path: string) => Iterable<Finding>;

/** The differences of two sets of named members: the properties of an object, or the inputs of an operation. */
export function* compareMembers(old: ObjectAt, now: ObjectAt, words: Words, compare: Compare): Generator<Finding> {
  const [before, after] = [old.shape, now.shape];
  const further = amongFurther(before, after);
  for (const [name, member] of before.members) {
    const path = memberPath(words.path, name);
    const successor = after.members.get(name);
    if (successor === undefined) yield travelling(member, removed([name, member], further, path, words));
    else yield* compareMember(name, [member, successor], further, path, words, compare);
  }
  for (const [name, member] of after.members) {
    if (!before.members.has(name))
      yield travelling(member, added([name, member], further, memberPath(words.path, name), words));
  }
  yield* compareRests(old, now, further, words.path, compare);
}

function* compareMember(
  name: string,
  [member, successor]: readonly [Member, Member],
  further: AmongFurther,
  path: string,
  words: Words,
  compare: Compare,
): Generator<Finding> {
  if (member.only !== successor.only) {
    // What turns read-only is gone for those who send it, and so on.
    yield* lost(member, successor).map((use) => onlyIn(use, removed([name, member], further, path, words)));
    yield* lost(successor, member).map((use) => onlyIn(use, added([name, successor], further, path, words)));
  }
  for (const finding of compareOneMember(member, successor, path, words, compare)) {
    yield travelling(member, travelling(successor, finding));
  }
}

function* compareOneMember(
  member: Member,
  successor: Member,
  path: string,
  words: Words,
  compare: Compare,
): Generator<Finding> {
  // Both take it from the same named schema, whose differences are told there.
  if (member.from !== '' && !member.from.includes('&') && member.from === successor.from) {
    return yield* requirementOfPart(member, successor, path, words);
  }
  yield* requirement(member, successor, path, words);
  yield* compare(member.schema, successor.schema, path);
}

/** The uses that one member has and the other has not. */
function lost({ only }: Member, { only: otherOnly }: Member): Use[] {
  const uses: readonly Use[] = ['request', 'response'];
  return uses.filter((use) => (only ?? use) === use && (otherOnly ?? use) !== use);
}

/** A finding below a member that is read-only or write-only, without what it would do the other way. */
function travelling({ only }: Member, finding: Difference): Difference;
function travelling({ only }: Member, finding: Finding): Finding;
function travelling({ only }: Member, finding: Finding): Finding {
  return only === undefined ? finding : onlyIn(only, finding);
}

function onlyIn(use: Use, finding: Difference): Difference;
function onlyIn(use: Use, finding: Finding): Finding;
function onlyIn(use: Use, finding: Finding): Finding {
  if ('shared' in finding) return { ...finding, only: use };
  const { travels = ['request', 'response'] } = finding;
  return { ...finding, travels: travels.filter((other) => other === use) };
}

function removed([name, member]: Named, further: AmongFurther, path: string, { noun }: Words): Difference {
  return of(`${noun}-removed`, path, member, 'old', {
    before: typeText(member.schema),
    after: null,
    spared: usesWhere({ request: further.takes(name, member), response: further.gives(member) }),
  });
}

function added([name, member]: Named, further: AmongFurther, path: string, { noun }: Words): Difference {
  return of(`${noun}-added`, path, member, 'new', {
    before: null,
    after: `${typeText(member.schema)}${member.required ? ', required' : ''}`,
    spared: usesWhere({ request: !member.required, response: further.stays(name, member) }),
  });
}

function* requirement(member: Member, successor: Member, path: string, { noun }: Words): Generator<Finding> {
  if (member.required === successor.required) return;
  yield successor.required
    ? of(`${noun}-required`, path, successor, 'new', { before: 'optional', after: 'required' })
    : of(`${noun}-optional`, path, successor, 'new', { before: 'required', after: 'optional' });
}

/** A property of a shared part: only what the `required` beside the `allOf` adds to it is told here. */
function* requirementOfPart(member: Member, successor: Member, path: string, words: Words): Generator<Finding> {
  if (JSON.stringify(member.schema.value) !== JSON.stringify(successor.schema.value)) return;
  yield* requirement(member, successor, path, words);
}

function* compareRests(
  old: ObjectAt,
  now: ObjectAt,
  further: AmongFurther,
  path: string,
  compare: Compare,
): Generator<Finding> {
  const [before, after] = [old.shape.rest, now.shape.rest];
  if (before !== undefined && after !== undefined) {
    const softened = usesWhere({ request: further.sent, response: further.read });
    for (const finding of compare(before, after, memberPath(path, '*'))) {
      yield 'shared' in finding ? finding : { ...finding, softened };
    }
    return;
  }
  if (after !== undefined) {
    yield {
      kind: 'rest-allowed',
      path,
      pointer: after.pointer,
      side: 'new',
      before: false,
      after: typeText(after),
      spared: usesWhere({ request: further.admits, response: false }),
    };
  }
  if (before !== undefined) {
    yield {
      kind: 'rest-refused',
      path,
      pointer: before.pointer,
      side: 'old',
      before: typeText(before),
      after: false,
    };
  }
}

type Facts = Pick<Difference, 'before' | 'after' | 'spared'>;

function of(kind: ChangeKind, path: string, member: Member, side: 'old' | 'new', known: Facts): Difference {
  return { kind, path, pointer: member.schema.pointer, side, ...known };
}

function memberPath(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`;
}

/** A few words for the type of a schema. */
function typeText(part: Located): string {
  const name = schemaNameOf(part);
  if (name !== undefined) return name;
  const { type, items, nullable } = followed(part).value;
  const base =
    type === 'array' && typeof items === 'object' && items !== null
      ? `${typeText({ ...part, value: items as Located['value'] })}[]`
      : String(type ?? 'unknown');
  return nullable === true ? `${base} | null` : base;
}
