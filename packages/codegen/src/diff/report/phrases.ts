import { isList, type Json, listItems } from '../../json/index.ts';
import type { Change, ChangeKind } from '../change.ts';

/** A change in a report: a label, and the items that the label is about. */
export interface Phrase {
  /** `(s)` becomes a plural where the phrase is about several items. */
  readonly label: string;
  /** Fields, parameters or values; empty if the label is enough. */
  readonly items: readonly string[];
  /** True if the label fully describes the cause, whatever the items. */
  readonly specific?: true;
}

/** Describes a change in a few words. A change that both hides and reveals fields has a phrase for each. */
export function phrasesOf(change: Change): Phrase[] {
  if (change.kind === 'sensitivity-changed') return sensitivity(change);
  if (change.kind === 'value-added') return [values('New value(s)', change, change.after)];
  if (change.kind === 'value-removed') return [values('Removed value(s)', change, change.before)];
  const about = subject(change);
  const difference = DIFFERENCES[change.kind];
  if (difference !== undefined) {
    const label = difference(change);
    // Two unnamed types may differ.
    return [{ label, items: about, ...(!label.includes(UNNAMED) && { specific: true }) }];
  }
  const label = LABELS[change.kind]?.(change);
  return [label === undefined ? { label: change.consequence.replace(/\.$/, ''), items: [] } : { label, items: about }];
}

/** Returns the field or parameter; nothing for a whole schema, operation or body, which its owner names. */
function subject(change: Change): string[] {
  const { path } = change.where;
  return path === '' || isBody(change) ? [] : [path];
}

function isBody({ kind, where }: Change): boolean {
  return kind.startsWith('input-') && where.path === 'body' && /\/requestBod(?:y|ies)\b/.test(where.pointer);
}

function inputNoun(change: Change): string {
  return isBody(change) ? 'request body' : 'parameter(s)';
}

type Words = (change: Change) => string;

/** Describes what happens to a field or parameter. */
const LABELS: Partial<Record<ChangeKind, Words>> = {
  'property-added': ({ breaks }) => (breaks.includes('request') ? 'New required field(s)' : 'New field(s)'),
  'property-removed': (change) =>
    change.breaks.length > 0 ? removed('field(s)', change) : 'Now only an additional property',
  'property-required': (change) => (isSent(change) ? 'Field(s) now required' : 'Field(s) now always present'),
  'property-optional': ({ breaks }) =>
    breaks.length > 0 ? 'Field(s) that may now be absent' : 'Field(s) now optional',
  'input-added': (change) => `New ${change.breaks.length > 0 ? 'required' : 'optional'} ${inputNoun(change)}`,
  'input-removed': (change) => removed(inputNoun(change), change),
  'input-required': (change) => `${capital(inputNoun(change))} now required`,
  'input-optional': (change) => `${capital(inputNoun(change))} now optional`,
  'null-allowed': () => 'May now be null',
  'null-refused': (change) => (isSent(change) ? 'No longer accepts null' : 'No longer null'),
  'rest-allowed': () => 'Now allows additional properties',
  'rest-refused': () => 'No longer allows additional properties',
  'answer-added': () => 'Responses now have a body',
  'answer-removed': () => 'Responses no longer have a body',
};

/** Describes a value before and after. */
const DIFFERENCES: Partial<Record<ChangeKind, Words>> = {
  'operation-moved': changed('path'),
  'method-changed': changed('method'),
  'security-changed': changed('authentication'),
  'status-changed': changed('success status'),
  'status-added': changed('response status'),
  'status-removed': changed('response status'),
  'request-media-type-changed': changed('request media type'),
  'response-media-type-changed': changed('response media type'),
  'input-place-changed': changed('location'),
  'type-changed': typeChanged,
  'reference-changed': typeChanged,
  'values-listed': typeChanged,
  'values-freed': typeChanged,
  'option-added': ({ after }) => between('option', null, typeName(after)),
  'option-removed': ({ before }) => between('option', typeName(before), null),
  'constraint-narrowed': constraintChanged,
  'constraint-widened': constraintChanged,
  'default-changed': changed('default'),
};

function changed(noun: string): Words {
  return ({ before, after }) => between(noun, before, after);
}

function typeChanged({ where, before, after }: Change): string {
  const isAnswer = where.operation !== undefined && where.path === '' && !where.directions.includes('request');
  return between(isAnswer ? 'response type' : 'type', typeName(before), typeName(after));
}

const UNNAMED = 'an unnamed type';

/** An unnamed type is given as the JSON of its schema. */
function typeName(type: Json): Json {
  if (isList(type)) return type.map(typeName);
  return typeof type === 'string' && /^[[{]/.test(type) ? UNNAMED : type;
}

/** Constraints with their own noun; `maximum` and the like are limits. */
const CONSTRAINTS = ['type', 'format', 'pattern'];

/** Formats `pattern "^a"` and the like. */
function constraintChanged({ before, after }: Change): string {
  const noun = CONSTRAINTS.find((key) => String(before ?? after).startsWith(`${key} `));
  if (noun === undefined) return between('limit', before, after);
  const [old, now] = [before, after].map((value) =>
    value === null ? null : (JSON.parse(String(value).slice(noun.length)) as Json),
  );
  return between(noun, old ?? null, now ?? null);
}

function between(noun: string, before: Json, after: Json): string {
  if (before === null) return `New ${noun} ${inWords(after)}`;
  if (after === null) return `Removed ${noun} ${inWords(before)}`;
  return `${capital(noun)} changed from ${inWords(before)} to ${inWords(after)}`;
}

function capital(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}

function inWords(value: Json): string {
  if (value === UNNAMED) return UNNAMED;
  return isList(value) && value.length > 1 ? `one of ${code(value)}` : code(value);
}

function removed(noun: string, { announced }: Change): string {
  const deprecated = announced?.deprecated ? 'deprecated ' : '';
  return `Removed ${deprecated}${noun}${announced?.sunset === undefined ? '' : `, sunset date ${announced.sunset}`}`;
}

function values(label: string, { where }: Change, value: Json): Phrase {
  return { label: where.path === '' ? label : `${label} of ${code(where.path)}`, items: [String(value)] };
}

function sensitivity({ before, after, where }: Change): Phrase[] {
  const [old, now] = [before, after].map(listItems);
  const missing = (some: readonly Json[] = [], others: readonly Json[] = []) =>
    some
      .filter((field) => !others.includes(field))
      .map((field) => (where.path === '' ? String(field) : `${where.path}.${field}`));
  const phrases = [
    { label: 'Now hidden from logs', items: missing(now, old) },
    { label: 'No longer hidden from logs', items: missing(old, now) },
  ];
  return phrases.filter(({ items }) => items.length > 0);
}

function isSent({ where }: Change): boolean {
  return where.directions.includes('request');
}

export function codes(values: readonly Json[]): string {
  return values.map(code).join(', ');
}

export function code(value: Json): string {
  return isList(value) ? codes(value) : `\`${String(value)}\``;
}
