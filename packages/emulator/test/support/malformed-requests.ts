import type { ContractOperation } from '../../src/contract/index.ts';
import { pick, type Random } from '../../src/support/index.ts';

export interface MalformedRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

/** Ids that exist, so that requests fail for other reasons than a 404. */
export type KnownIds = Readonly<Record<string, string>>;

type Schema = Readonly<Record<string, unknown>>;

const BAD_STEPS = ['UPPER', 'a'.repeat(61), '%ff', '%00', 'a%2fb', '%E0%A4', '*', 'ä'];
/** Without a pattern in the contract, a value is malformed only if it is not percent-encoded UTF-8. */
const BAD_ENCODINGS = ['%ff', '%E0%A4', '%zz'];
const BAD_TEXTS = ['{', '', '[1,', 'null', '"text"', '7', '[]', '{"a":}', '\u0000', '['.repeat(5000)];
const BAD_VALUES: Readonly<Record<string, readonly unknown[]>> = {
  string: [7, true, [], {}],
  integer: ['x', 1.5, {}, [1]],
  number: ['x', {}, []],
  boolean: ['perhaps', 2, {}, []],
  object: ['x', 7, []],
  array: ['x', 7, {}],
};

/** Shared inputs of the functions below. */
interface Tools {
  readonly resolve: (schema: Schema) => Schema;
  readonly random: Random;
  readonly fillPath: (path: string) => string;
}

type Spoil = (operation: ContractOperation, tools: Tools) => MalformedRequest | undefined;

const JSON_HEADERS = { 'Content-Type': 'application/json' };

/** Returns a generator of requests that break the contract. The same `random` gives the same requests. */
export function createMalformedRequests(
  operations: readonly ContractOperation[],
  resolve: (schema: Schema) => Schema,
  known: KnownIds,
  random: Random,
): () => MalformedRequest {
  const fillPath = (path: string): string =>
    path.replaceAll(/\{(\w+)\}/g, (_, name: string) => known[name] ?? 'nowhere');
  const tools = { resolve, random, fillPath };
  return () => {
    for (;;) {
      const request = pick(SPOILS, random)(pick(operations, random), tools);
      if (request) return request.method === 'GET' ? withoutBody(request) : request;
    }
  };
}

const spoilPathParameter: Spoil = ({ method, path, parameters }, { resolve, random, fillPath }) => {
  const inPath = parameters.filter((parameter) => parameter.in === 'path');
  if (inPath.length === 0) return undefined;
  const { name, schema } = pick(inPath, random);
  const hasPattern = resolve(schema).pattern !== undefined;
  const spoiled = path.replace(`{${name}}`, pick(hasPattern ? BAD_STEPS : BAD_ENCODINGS, random));
  return { method, path: fillPath(spoiled), headers: JSON_HEADERS, body: '{}' };
};

const spoilQueryParameter: Spoil = ({ method, path, parameters }, { random, fillPath }) => {
  const typed = parameters.filter(
    ({ in: place, schema }) => place === 'query' && ['integer', 'boolean', 'number'].includes(String(schema.type)),
  );
  if (typed.length === 0) return undefined;
  return {
    method,
    path: `${fillPath(path)}?${pick(typed, random).name}=${pick(['x', '%00', '1.5e', '[]'], random)}`,
    headers: {},
  };
};

const spoilBodyText: Spoil = ({ method, path, body }, { random, fillPath }) => {
  if (!body?.required || !body.schemas.has('application/json')) return undefined;
  return { method, path: fillPath(path), headers: JSON_HEADERS, body: pick(BAD_TEXTS, random) };
};

const spoilBodyValue: Spoil = ({ method, path, body }, tools) => {
  const { resolve, fillPath } = tools;
  const schema = body?.required ? body.schemas.get('application/json') : undefined;
  const spoiled = schema && spoilValue(resolve(schema), tools, 0);
  return spoiled === undefined
    ? undefined
    : { method, path: fillPath(path), headers: JSON_HEADERS, body: JSON.stringify(spoiled) };
};

const spoilContentType: Spoil = ({ method, path, body }, { random, fillPath }) => {
  if (!body?.required) return undefined;
  const type = pick(['text/plain', 'application/xml', 'a', 'application/json/x', 'multipart/form-data'], random);
  return { method, path: fillPath(path), headers: { 'Content-Type': type }, body: 'x=1' };
};

const spoilForm: Spoil = ({ method, path, body }, { random, fillPath }) => {
  if (!body?.required) return undefined;
  const form = pick(['a[b=1', 'a=1&a[b]=2', '[]=1', `a${'[b]'.repeat(50)}=1`], random);
  const headers = { 'Content-Type': 'application/x-www-form-urlencoded' };
  return { method, path: fillPath(path), headers, body: form };
};

const spoilEncoding: Spoil = ({ method, path, body }, { fillPath }) => {
  if (!body?.required) return undefined;
  return { method, path: fillPath(path), headers: JSON_HEADERS, body: new Uint8Array([0x7b, 0xff, 0xfe, 0x7d]) };
};

const spoilMethod: Spoil = ({ path }, { random, fillPath }) => ({
  method: pick(['PROPFIND', 'LINK', 'REPORT', 'SEARCH'], random),
  path: fillPath(path),
  headers: {},
});

const extendPath: Spoil = ({ method, path }, { random, fillPath }) => ({
  method,
  path: `${fillPath(path)}/${pick(['', 'x/y', '%ff', '..;'], random)}`,
  headers: {},
});

const leaveBasePath: Spoil = ({ method, path }, { fillPath }) => ({
  method,
  path: `/x${fillPath(path)}`,
  headers: JSON_HEADERS,
  body: '{}',
});

/** Returns a value for the schema in which one part has the wrong type. */
function spoilValue(schema: Schema, tools: Tools, depth: number): unknown {
  const { resolve, random } = tools;
  const { type, nullable, properties } = schema as { type?: string; nullable?: boolean; properties?: Schema };
  const names = Object.keys(properties ?? {});
  if (type === 'object' && names.length > 0 && depth < 4 && (depth === 0 || random() < 0.6)) {
    const name = pick(names, random);
    const spoiled = spoilValue(resolve(properties?.[name] as Schema), tools, depth + 1);
    return spoiled === undefined ? undefined : { [name]: spoiled };
  }
  const wrong = BAD_VALUES[String(type)];
  return wrong && !nullable ? pick(wrong, random) : undefined;
}

const SPOILS: readonly Spoil[] = [
  spoilPathParameter,
  spoilQueryParameter,
  spoilBodyText,
  spoilBodyValue,
  spoilContentType,
  spoilForm,
  spoilEncoding,
  spoilMethod,
  extendPath,
  leaveBasePath,
];

function withoutBody({ body: _, ...request }: MalformedRequest): MalformedRequest {
  return request;
}
