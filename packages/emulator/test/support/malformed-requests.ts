import type { ContractOperation } from '../../src/contract/index.ts';
import { pick, type Random } from '../../src/support/index.ts';

export interface MalformedRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

/** Ids that exist, so that what is wrong lies deeper than a 404. */
export type KnownIds = Readonly<Record<string, string>>;

type Schema = Readonly<Record<string, unknown>>;
type Spoil = (operation: ContractOperation) => MalformedRequest | undefined;

const BAD_STEPS = ['UPPER', 'a'.repeat(61), '%ff', '%00', 'a%2fb', '%E0%A4', '*', 'ä'];
/** Where the contract has no pattern, only what is not percent-encoded UTF-8 is wrong. */
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

/** Draws requests that break the contract in one way or another; the same `random` gives the same ones. */
export function createMalformedRequests(
  operations: readonly ContractOperation[],
  resolve: (schema: Schema) => Schema,
  known: KnownIds,
  random: Random,
): () => MalformedRequest {
  const json = { 'Content-Type': 'application/json' };

  function fillPath(path: string): string {
    return path.replaceAll(/\{(\w+)\}/g, (_, name: string) => known[name] ?? 'nowhere');
  }

  const spoils: readonly Spoil[] = [
    ({ method, path, parameters }) => {
      const inPath = parameters.filter((parameter) => parameter.in === 'path');
      if (inPath.length === 0) return undefined;
      const { name, schema } = pick(inPath, random);
      const hasPattern = resolve(schema).pattern !== undefined;
      const spoiled = path.replace(`{${name}}`, pick(hasPattern ? BAD_STEPS : BAD_ENCODINGS, random));
      return { method, path: fillPath(spoiled), headers: json, body: '{}' };
    },
    ({ method, path, parameters }) => {
      const typed = parameters.filter(
        ({ in: place, schema }) => place === 'query' && ['integer', 'boolean', 'number'].includes(String(schema.type)),
      );
      if (typed.length === 0) return undefined;
      return {
        method,
        path: `${fillPath(path)}?${pick(typed, random).name}=${pick(['x', '%00', '1.5e', '[]'], random)}`,
        headers: {},
      };
    },
    ({ method, path, body }) => {
      if (!body?.required || !body.schemas.has('application/json')) return undefined;
      return { method, path: fillPath(path), headers: json, body: pick(BAD_TEXTS, random) };
    },
    ({ method, path, body }) => {
      const schema = body?.required ? body.schemas.get('application/json') : undefined;
      const spoiled = schema && spoilValue(resolve(schema), 0);
      return spoiled === undefined
        ? undefined
        : { method, path: fillPath(path), headers: json, body: JSON.stringify(spoiled) };
    },
    ({ method, path, body }) => {
      if (!body?.required) return undefined;
      const type = pick(['text/plain', 'application/xml', 'a', 'application/json/x', 'multipart/form-data'], random);
      return { method, path: fillPath(path), headers: { 'Content-Type': type }, body: 'x=1' };
    },
    ({ method, path, body }) => {
      if (!body?.required) return undefined;
      const form = pick(['a[b=1', 'a=1&a[b]=2', '[]=1', `a${'[b]'.repeat(50)}=1`], random);
      const headers = { 'Content-Type': 'application/x-www-form-urlencoded' };
      return { method, path: fillPath(path), headers, body: form };
    },
    ({ method, path, body }) => {
      if (!body?.required) return undefined;
      return { method, path: fillPath(path), headers: json, body: new Uint8Array([0x7b, 0xff, 0xfe, 0x7d]) };
    },
    ({ path }) => ({
      method: pick(['PROPFIND', 'LINK', 'REPORT', 'SEARCH'], random),
      path: fillPath(path),
      headers: {},
    }),
    ({ method, path }) => ({
      method,
      path: `${fillPath(path)}/${pick(['', 'x/y', '%ff', '..;'], random)}`,
      headers: {},
    }),
    ({ method, path }) => ({ method, path: `/x${fillPath(path)}`, headers: json, body: '{}' }),
  ];

  /** One value of the wrong type, somewhere in what the schema asks for. */
  function spoilValue(schema: Schema, depth: number): unknown {
    const { type, nullable, properties } = schema as { type?: string; nullable?: boolean; properties?: Schema };
    const names = Object.keys(properties ?? {});
    if (type === 'object' && names.length > 0 && depth < 4 && (depth === 0 || random() < 0.6)) {
      const name = pick(names, random);
      const spoiled = spoilValue(resolve(properties?.[name] as Schema), depth + 1);
      return spoiled === undefined ? undefined : { [name]: spoiled };
    }
    const wrong = BAD_VALUES[String(type)];
    return wrong && !nullable ? pick(wrong, random) : undefined;
  }

  return () => {
    for (;;) {
      const request = pick(spoils, random)(pick(operations, random));
      if (request) return request.method === 'GET' ? withoutBody(request) : request;
    }
  };
}

function withoutBody({ body: _, ...request }: MalformedRequest): MalformedRequest {
  return request;
}
