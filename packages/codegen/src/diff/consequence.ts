import type { Json } from '../json/index.ts';
import type { ChangeKind, Direction } from './change.ts';

interface Subject {
  readonly kind: ChangeKind;
  readonly path: string;
  readonly before: Json;
  readonly after: Json;
  readonly breaks: readonly Direction[];
  readonly directions: readonly Direction[];
  readonly operation?: string;
  readonly schema?: string;
}

/** Describes in one sentence what a change means for users of the types and functions. */
export function consequenceOf(subject: Subject): string {
  return capitalised(SENTENCES[subject.kind](wordingOf(subject)));
}

/** The parts of the sentence. */
interface Wording {
  readonly name: string;
  readonly before: string;
  readonly after: string;
  readonly breaks: readonly Direction[];
  /** True if code sends what has changed. */
  readonly sent: boolean;
  /** The clauses that apply: the first where code sends it, the second where code reads it. */
  readonly both: (whenSent: string, whenRead: string) => string;
  readonly subject: Subject;
}

function wordingOf(subject: Subject): Wording {
  const sent = subject.directions.includes('request');
  const read = subject.directions.some((direction) => direction !== 'request');
  return {
    name: nameOf(subject),
    before: text(subject.before),
    after: text(subject.after),
    breaks: subject.breaks,
    sent,
    both: (whenSent, whenRead) => `${[...(sent ? [whenSent] : []), ...(read ? [whenRead] : [])].join('; ')}.`,
    subject,
  };
}

const SENTENCES: Readonly<Record<ChangeKind, (wording: Wording) => string>> = {
  'operation-added': ({ name }) => `${name} can be called.`,
  'operation-removed': ({ name }) => `${name}, its parameter type and its response type are removed.`,
  'operation-renamed': ({ before, after }) => `Call ${after} instead of ${before}; its types are renamed accordingly.`,
  'operation-moved': ({ before, after }) =>
    `Raw calls must use ${after} instead of ${before}; the function stays the same.`,
  'method-changed': ({ before, after }) =>
    `Raw calls must use ${after} instead of ${before}; the function stays the same.`,
  'input-added': ({ name, breaks }) =>
    breaks.length > 0 ? `Every call must pass ${name}.` : `A call may pass ${name}.`,
  'input-removed': ({ name }) => `A call that passes ${name} no longer compiles.`,
  'input-required': ({ name }) => `Every call must pass ${name}.`,
  'input-optional': ({ name }) => `A call may omit ${name}.`,
  'input-place-changed': ({ name, subject }) =>
    `${name} is sent in the ${subject.after} instead of the ${subject.before}.`,
  'request-media-type-changed': ({ before, after }) => `The body is sent as ${after} instead of ${before}.`,
  'response-media-type-changed': ({ before, after }) => `The response is sent as ${after} instead of ${before}.`,
  'status-added': ({ after }) => `Neon may also respond with ${after}.`,
  'status-removed': ({ before }) => `Neon no longer responds with ${before}.`,
  'status-changed': ({ before, after }) => `Neon responds to a successful call with ${after} instead of ${before}.`,
  'answer-added': () => 'The response has a body where it had none.',
  'answer-removed': () => 'The response no longer has a body.',
  'schema-added': ({ name }) => `The type ${name} can be imported.`,
  'schema-removed': ({ name }) => `An import of the type ${name} no longer compiles.`,
  'schema-renamed': ({ before, after }) => `Import ${after} instead of ${before}.`,
  'property-added': ({ name, both, breaks }) =>
    both(
      breaks.includes('request') ? `every call that sends it must pass ${name}` : `a call may pass ${name}`,
      `${name} can be read`,
    ),
  'property-removed': ({ name, both, breaks }) =>
    both(
      breaks.includes('request')
        ? `a call that passes ${name} no longer compiles`
        : `a call may pass ${name} as an additional property`,
      breaks.some((direction) => direction !== 'request')
        ? `code that reads ${name} no longer compiles`
        : `${name} can be read as an additional property`,
    ),
  'property-required': ({ name, both }) =>
    both(`every call that sends it must pass ${name}`, `${name} is always present`),
  'property-optional': ({ name, both }) =>
    both(`a call may omit ${name}`, `code that reads ${name} must handle its absence`),
  'type-changed': ({ name, before, after }) => `${name} is ${after} instead of ${before}.`,
  'null-allowed': ({ name, both }) =>
    both(`a call may pass null for ${name}`, `code that reads ${name} must handle null`),
  'null-refused': ({ name, both }) =>
    both(`a call that passes null for ${name} no longer compiles`, `${name} is never null`),
  'value-added': ({ name, after, both }) =>
    both(`a call may pass ${after} for ${name}`, `code that reads ${name} may receive ${after}`),
  'value-removed': ({ name, before, both }) =>
    both(`a call that passes ${before} for ${name} no longer compiles`, `${name} is no longer ${before}`),
  'values-listed': ({ name, after }) => `${name} is one of ${after}.`,
  'values-freed': ({ name, subject }) => `${name} is any ${subject.after}.`,
  'option-added': ({ name, after }) => `${name} may also be ${after}.`,
  'option-removed': ({ name, before }) => `${name} is never ${before}.`,
  'rest-allowed': ({ name }) => `${name} may have additional properties.`,
  'rest-refused': ({ name }) => `${name} has only its named properties.`,
  'reference-changed': ({ name, before, after }) => `${name} has the type ${after} instead of ${before}.`,
  'constraint-narrowed': ({ name, before, after, sent }) =>
    sent
      ? `Neon rejects some values of ${name} that it used to accept: ${after} instead of ${before}.`
      : `The limits of ${name} are ${after} instead of ${before}.`,
  'constraint-widened': ({ name, before, after, sent }) =>
    sent
      ? `Neon accepts values of ${name} that it used to reject: ${after} instead of ${before}.`
      : `The limits of ${name} are ${after} instead of ${before}.`,
  'default-changed': ({ name, before, after }) => `The default of ${name} is ${after} instead of ${before}.`,
  'sensitivity-changed': ({ name, before, after }) => `Logs hide ${after} of ${name} instead of ${before}.`,
  'security-changed': ({ name, before, after }) => `${name} needs other credentials: ${after} instead of ${before}.`,
  deprecated: ({ name, subject }) => `Stop using ${name}${subject.after === null ? '' : ` before ${subject.after}`}.`,
  undeprecated: ({ name }) => `${name} may be used again.`,
  'sunset-changed': ({ name, subject }) =>
    subject.after === null ? `${name} no longer has a sunset date.` : `The sunset date of ${name} is ${subject.after}.`,
  'stability-changed': ({ name, subject }) =>
    `${name} is ${subject.after ?? 'stable'} instead of ${subject.before ?? 'stable'}.`,
};

function nameOf({ path, operation, schema, directions }: Subject): string {
  if (path !== '') return code(path);
  const isAnswer = operation !== undefined && directions.some((direction) => ANSWERS.includes(direction));
  return isAnswer ? `the response of ${code(operation)}` : code(operation ?? schema ?? '');
}

const ANSWERS: readonly Direction[] = ['response', 'error'];

function capitalised(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}

function code(name: string): string {
  return `\`${name}\``;
}

function text(value: Json): string {
  if (value === null) return 'none';
  if (Array.isArray(value)) return value.map(text).join(', ');
  return code(typeof value === 'string' ? value : JSON.stringify(value));
}
