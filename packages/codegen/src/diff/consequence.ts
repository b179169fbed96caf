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

/** What a change means for somebody who uses the types and the functions, in one sentence. */
export function consequenceOf(subject: Subject): string {
  const name = nameOf(subject);
  const [before, after] = [text(subject.before), text(subject.after)];
  const sent = subject.directions.includes('request');
  const read = subject.directions.some((direction) => direction !== 'request');
  const both = (whenSent: string, whenRead: string) =>
    `${[...(sent ? [whenSent] : []), ...(read ? [whenRead] : [])].join('; ')}.`;
  const sentences: Record<ChangeKind, () => string> = {
    'operation-added': () => `${name} can be called.`,
    'operation-removed': () => `${name}, its parameter type and its response type are gone.`,
    'operation-renamed': () => `Call ${after} instead of ${before}; its types are renamed alike.`,
    'operation-moved': () => `Raw calls must use ${after} instead of ${before}; the function stays the same.`,
    'method-changed': () => `Raw calls must use ${after} instead of ${before}; the function stays the same.`,
    'input-added': () => (subject.breaks.length > 0 ? `Every call must give ${name}.` : `A call may give ${name}.`),
    'input-removed': () => `A call that gives ${name} no longer compiles.`,
    'input-required': () => `Every call must give ${name}.`,
    'input-optional': () => `A call may leave ${name} out.`,
    'input-place-changed': () => `${name} is sent in the ${subject.after} instead of the ${subject.before}.`,
    'request-media-type-changed': () => `The body is sent as ${after} instead of ${before}.`,
    'response-media-type-changed': () => `The response comes as ${after} instead of ${before}.`,
    'status-added': () => `Neon may also respond with ${after}.`,
    'status-removed': () => `Neon no longer responds with ${before}.`,
    'status-changed': () => `Neon responds to a successful call with ${after} instead of ${before}.`,
    'answer-added': () => 'The response has a body where it had none.',
    'answer-removed': () => 'The response no longer has a body.',
    'schema-added': () => `The type ${name} can be imported.`,
    'schema-removed': () => `An import of the type ${name} no longer compiles.`,
    'schema-renamed': () => `Import ${after} instead of ${before}.`,
    'property-added': () =>
      both(
        subject.breaks.includes('request') ? `every call that sends it must give ${name}` : `a call may give ${name}`,
        `${name} can be read`,
      ),
    'property-removed': () =>
      both(
        subject.breaks.includes('request')
          ? `a call that gives ${name} no longer compiles`
          : `a call may give ${name} as a further property`,
        subject.breaks.some((direction) => direction !== 'request')
          ? `code that reads ${name} no longer compiles`
          : `${name} can be read as a further property`,
      ),
    'property-required': () => both(`every call that sends it must give ${name}`, `${name} is always there`),
    'property-optional': () =>
      both(`a call may leave ${name} out`, `code that reads ${name} must allow for its absence`),
    'type-changed': () => `${name} is ${after} instead of ${before}.`,
    'null-allowed': () => both(`a call may give null for ${name}`, `code that reads ${name} must allow for null`),
    'null-refused': () => both(`a call that gives null for ${name} no longer compiles`, `${name} is never null`),
    'value-added': () => both(`a call may give ${after} for ${name}`, `code that reads ${name} may meet ${after}`),
    'value-removed': () =>
      both(`a call that gives ${before} for ${name} no longer compiles`, `${name} is no longer ${before}`),
    'values-listed': () => `${name} is one of ${after}.`,
    'values-freed': () => `${name} is any ${subject.after}.`,
    'option-added': () => `${name} may also be ${after}.`,
    'option-removed': () => `${name} is never ${before}.`,
    'rest-allowed': () => `${name} may have additional properties.`,
    'rest-refused': () => `${name} has only its named properties.`,
    'reference-changed': () => `${name} has the type ${after} instead of ${before}.`,
    'constraint-narrowed': () =>
      sent
        ? `Neon rejects some values of ${name} that it used to accept: ${after} instead of ${before}.`
        : `The limits of ${name} are ${after} instead of ${before}.`,
    'constraint-widened': () =>
      sent
        ? `Neon accepts values of ${name} that it used to reject: ${after} instead of ${before}.`
        : `The limits of ${name} are ${after} instead of ${before}.`,
    'default-changed': () => `The default of ${name} is ${after} instead of ${before}.`,
    'sensitivity-changed': () => `Logs hide ${after} of ${name}; before: ${before}.`,
    'security-changed': () => `${name} needs other credentials: ${after} instead of ${before}.`,
    deprecated: () => `Stop using ${name}${subject.after === null ? '' : ` before ${subject.after}`}.`,
    undeprecated: () => `${name} may be used again.`,
    'sunset-changed': () =>
      subject.after === null
        ? `${name} no longer has a sunset date.`
        : `The sunset date of ${name} is ${subject.after}.`,
    'stability-changed': () => `${name} is ${subject.after ?? 'stable'} instead of ${subject.before ?? 'stable'}.`,
  };
  return capitalised(sentences[subject.kind]());
}

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
