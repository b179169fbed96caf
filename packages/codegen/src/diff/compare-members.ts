import { type AdditionalPropertiesEffect, effectOfAdditionalProperties } from './additional-properties-effect.ts';
import type { ChangeKind } from './change.ts';
import { type Difference, type Finding, messagesWhere } from './finding.ts';
import { followed, type Located, schemaNameOf } from './located.ts';
import type { Member, Message, ObjectShape } from './shape.ts';

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

/** Compares two sets of named members: the properties of an object, or the inputs of an operation. */
export function* compareMembers(old: ObjectAt, now: ObjectAt, words: Words, compare: Compare): Generator<Finding> {
  const [before, after] = [old.shape, now.shape];
  const additional = effectOfAdditionalProperties(before, after);
  for (const [name, member] of before.members) {
    const path = memberPath(words.path, name);
    const successor = after.members.get(name);
    if (successor === undefined) yield travelling(member, removed([name, member], additional, path, words));
    else yield* compareMember(name, [member, successor], additional, path, words, compare);
  }
  for (const [name, member] of after.members) {
    if (!before.members.has(name))
      yield travelling(member, added([name, member], additional, memberPath(words.path, name), words));
  }
  yield* compareRests(old, now, additional, words.path, compare);
}

function* compareMember(
  name: string,
  [member, successor]: readonly [Member, Member],
  additional: AdditionalPropertiesEffect,
  path: string,
  words: Words,
  compare: Compare,
): Generator<Finding> {
  if (member.only !== successor.only) {
    // A member that becomes read-only is removed for senders, and one that becomes write-only for readers.
    yield* messagesOnlyOf(member, successor).map((message) =>
      onlyIn(message, removed([name, member], additional, path, words)),
    );
    yield* messagesOnlyOf(successor, member).map((message) =>
      onlyIn(message, added([name, successor], additional, path, words)),
    );
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
  // Both take it from the same named schema, whose differences are reported there.
  if (member.from !== '' && !member.from.includes('&') && member.from === successor.from) {
    return yield* requirementOfPart(member, successor, path, words);
  }
  yield* requirement(member, successor, path, words);
  yield* compare(member.schema, successor.schema, path);
}

/** Returns the messages that contain one member but not the other. */
function messagesOnlyOf({ only }: Member, { only: otherOnly }: Member): Message[] {
  const messages: readonly Message[] = ['request', 'response'];
  return messages.filter((message) => (only ?? message) === message && (otherOnly ?? message) !== message);
}

/** Restricts a finding below a read-only or write-only member to the direction that the member occurs in. */
function travelling({ only }: Member, finding: Difference): Difference;
function travelling({ only }: Member, finding: Finding): Finding;
function travelling({ only }: Member, finding: Finding): Finding {
  return only === undefined ? finding : onlyIn(only, finding);
}

function onlyIn(message: Message, finding: Difference): Difference;
function onlyIn(message: Message, finding: Finding): Finding;
function onlyIn(message: Message, finding: Finding): Finding {
  if ('shared' in finding) return { ...finding, only: message };
  const { messages = ['request', 'response'] } = finding;
  return { ...finding, messages: messages.filter((other) => other === message) };
}

function removed(
  [name, member]: Named,
  additional: AdditionalPropertiesEffect,
  path: string,
  { noun }: Words,
): Difference {
  return memberDifference(`${noun}-removed`, path, member, 'old', {
    before: typeText(member.schema),
    after: null,
    exempt: messagesWhere({
      request: additional.removedIsAccepted(name, member),
      response: additional.removedIsReadable(member),
    }),
  });
}

function added(
  [name, member]: Named,
  additional: AdditionalPropertiesEffect,
  path: string,
  { noun }: Words,
): Difference {
  return memberDifference(`${noun}-added`, path, member, 'new', {
    before: null,
    after: `${typeText(member.schema)}${member.required ? ', required' : ''}`,
    exempt: messagesWhere({ request: !member.required, response: additional.addedKeepsType(name, member) }),
  });
}

function* requirement(member: Member, successor: Member, path: string, { noun }: Words): Generator<Finding> {
  if (member.required === successor.required) return;
  yield successor.required
    ? memberDifference(`${noun}-required`, path, successor, 'new', { before: 'optional', after: 'required' })
    : memberDifference(`${noun}-optional`, path, successor, 'new', { before: 'required', after: 'optional' });
}

/** Compares a property of a shared part. Reports only what the `required` next to the `allOf` adds. */
function* requirementOfPart(member: Member, successor: Member, path: string, words: Words): Generator<Finding> {
  if (JSON.stringify(member.schema.value) !== JSON.stringify(successor.schema.value)) return;
  yield* requirement(member, successor, path, words);
}

function* compareRests(
  old: ObjectAt,
  now: ObjectAt,
  additional: AdditionalPropertiesEffect,
  path: string,
  compare: Compare,
): Generator<Finding> {
  const [before, after] = [old.shape.rest, now.shape.rest];
  if (before !== undefined && after !== undefined) {
    const softened = messagesWhere({ request: additional.sentFits, response: additional.readFits });
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
      exempt: messagesWhere({ request: additional.partsStayWritable, response: false }),
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

type Facts = Pick<Difference, 'before' | 'after' | 'exempt'>;

function memberDifference(
  kind: ChangeKind,
  path: string,
  member: Member,
  side: 'old' | 'new',
  known: Facts,
): Difference {
  return { kind, path, pointer: member.schema.pointer, side, ...known };
}

function memberPath(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`;
}

/** Describes the type of a schema in a few words. */
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
