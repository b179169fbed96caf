import { readFileSync } from 'node:fs';

export interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly format?: string;
  readonly pattern?: string;
  readonly enum?: readonly unknown[];
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly allOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly minimum?: number;
}

export interface Parameter {
  readonly in: 'path' | 'query' | 'header';
  readonly name: string;
  readonly required?: boolean;
  readonly schema: Schema;
}

export interface ContractCall {
  readonly operationId: string;
  readonly method: string;
  readonly path: string;
  readonly parameters: readonly Parameter[];
  /** Media type and schema of the request body. */
  readonly body: { readonly mediaType: string; readonly schema: Schema } | undefined;
  /** Status and media type of the first success, as the contract lists them. */
  readonly success: { readonly status: number; readonly mediaType: string | undefined };
  readonly successStatuses: readonly number[];
}

interface Content {
  readonly content?: Readonly<Record<string, { readonly schema: Schema }>>;
}

interface Item {
  readonly operationId: string;
  /** Set if the operation is read from types, which have no patterns. */
  readonly 'x-from-types'?: boolean;
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: Content;
  readonly responses: Readonly<Record<string, Content>>;
}

const contract = JSON.parse(readFileSync(new URL('../../../specs/neon.contract.json', import.meta.url), 'utf8')) as {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Item>> & { readonly parameters?: Parameter[] }>>;
};

/** Follows `$ref`. */
export function resolve<T extends object>(value: T): T {
  const { $ref } = value as { $ref?: string };
  if ($ref === undefined) return value;
  const found = $ref
    .slice(2)
    .split('/')
    .reduce<unknown>((at, name) => (at as Record<string, unknown>)[name], contract);
  return resolve(found as T);
}

/** Returns the schema of the document for a path parameter of this name. */
const STATED: ReadonlyMap<string, Schema> = new Map(
  Object.values(contract.paths).flatMap(({ parameters = [] }) =>
    parameters.map(resolve).flatMap(({ in: place, name, schema }) => (place === 'path' ? [[name, schema]] : [])),
  ),
);

/** Returns every operation of the contract, read from the document and not from generated files. */
export function contractCalls(): ContractCall[] {
  return Object.entries(contract.paths).flatMap(([path, { parameters: shared = [], ...items }]) =>
    Object.entries(items).map(([method, item]) => {
      const content = Object.entries(resolve(item.requestBody ?? {}).content ?? {});
      const [mediaType, body] = content[0] ?? [];
      const successes = Object.entries(item.responses).filter(([status]) => status.startsWith('2'));
      const [status = '200', response = {}] = successes[0] ?? [];
      return {
        operationId: item.operationId,
        method: method.toUpperCase(),
        path,
        parameters: [...shared, ...(item.parameters ?? [])].map(resolve).map((parameter) => {
          const stated = item['x-from-types'] === true && parameter.in === 'path' && STATED.get(parameter.name);
          return stated ? { ...parameter, schema: stated } : parameter;
        }),
        body: mediaType && body ? { mediaType, schema: body.schema } : undefined,
        success: { status: Number(status), mediaType: Object.keys(resolve(response).content ?? {})[0] },
        successStatuses: successes.map(([code]) => Number(code)),
      };
    }),
  );
}

/** Returns a small value that matches the schema: required fields only. */
export function sampleOf(schema: Schema): unknown {
  const { type, format, pattern, enum: values, items, properties = {}, required = [], ...rest } = resolve(schema);
  if (values) return values[0];
  const [one] = [...(rest.oneOf ?? []), ...(rest.anyOf ?? [])];
  if (one) return sampleOf(one);
  if (rest.allOf) return Object.assign({}, ...rest.allOf.map(sampleOf));
  switch (type) {
    case 'integer':
    case 'number':
      return Math.max(rest.minimum ?? 0, 7);
    case 'boolean':
      return true;
    case 'array':
      return items ? [sampleOf(items)] : [];
    case 'string':
      if (format === 'date-time') return '2026-01-01T00:00:00Z';
      if (format === 'binary') return new Blob(['zip']);
      return format === 'uuid' ? '00000000-0000-4000-8000-000000000001' : pattern ? 'sample1' : 'sample value/1';
    default:
      return Object.fromEntries(required.map((name) => [name, sampleOf(properties[name] ?? { type: 'string' })]));
  }
}
