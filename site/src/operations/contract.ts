import { readText } from '../repository.ts';

/** A JSON schema of the document, as far as pages show it. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly format?: string;
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly enum?: readonly unknown[];
  readonly allOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly additionalProperties?: Schema | boolean;
  readonly example?: unknown;
  readonly default?: unknown;
  readonly deprecated?: boolean;
  readonly minimum?: number;
  readonly maximum?: number;
}

export interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required?: boolean;
  readonly description?: string;
  readonly schema?: Schema;
  readonly example?: unknown;
}

interface Body {
  readonly description?: string;
  readonly required?: boolean;
  readonly content?: Readonly<
    Record<
      string,
      {
        readonly schema?: Schema;
        readonly example?: unknown;
        readonly examples?: Readonly<Record<string, { readonly value?: unknown }>>;
      }
    >
  >;
}

/** An operation of Neon's API, without references on its own level. */
export interface Operation {
  readonly operationId: string;
  readonly method: string;
  readonly path: string;
  readonly summary?: string;
  readonly description?: string;
  readonly tag: string;
  readonly deprecated: boolean;
  /** Beta or alpha, or undefined for a stable operation. */
  readonly stability: string | undefined;
  /** Read from the types of `@neon/sdk`, because Neon's document does not have it. */
  readonly isFromTypes: boolean;
  readonly parameters: readonly Parameter[];
  readonly body: Body | undefined;
  readonly responses: ReadonlyMap<string, Body>;
}

export interface Contract {
  readonly operations: readonly Operation[];
  /** Returns what a schema refers to. */
  resolve(schema: Schema): Schema;
}

type Reference<Value> = Value & { readonly $ref?: string };
type RawOperation = Readonly<Record<string, unknown>> & {
  readonly operationId: string;
  readonly tags?: readonly string[];
  readonly parameters?: readonly Reference<Parameter>[];
  readonly requestBody?: Reference<Body>;
  readonly responses: Readonly<Record<string, Reference<Body>>>;
};
interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, RawOperation>> & { readonly parameters?: never }>>;
}

/** Operations that were read from types have no tags. */
const UNTAGGED = 'Newer operations';

/** Reads the document with Neon's prose that `generate` has written. It is not in git. */
export function readContract(): Contract {
  const document = JSON.parse(readText('packages/types/generated/openapi.json')) as Document;
  const resolve = <Value>(value: Reference<Value>): Value =>
    value.$ref === undefined ? value : resolve(lookUp(document, value.$ref) as Reference<Value>);
  const operations = Object.entries(document.paths).flatMap(([path, { parameters: shared = [], ...methods }]) =>
    Object.entries(methods).map(
      ([method, raw]): Operation => ({
        operationId: raw.operationId,
        method: method.toUpperCase(),
        path,
        summary: raw.summary as string,
        description: raw.description as string,
        tag: raw.tags?.[0] ?? UNTAGGED,
        deprecated: raw.deprecated === true,
        stability: raw['x-stability-level'] as string | undefined,
        isFromTypes: raw['x-from-types'] !== undefined,
        parameters: [...(shared as readonly Reference<Parameter>[]), ...(raw.parameters ?? [])].map(resolve),
        body: raw.requestBody && resolve(raw.requestBody),
        responses: new Map(Object.entries(raw.responses).map(([status, response]) => [status, resolve(response)])),
      }),
    ),
  );
  return { operations, resolve };
}

function lookUp(document: unknown, reference: string): unknown {
  return reference
    .slice('#/'.length)
    .split('/')
    .reduce<unknown>((value, key) => (value as Record<string, unknown>)[key], document);
}
