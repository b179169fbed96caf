import type { Json, JsonObject } from '../json/index.ts';

// Type aliases, because interfaces cannot be passed where JSON is expected.

export type Schema = JsonObject;

export type Parameter = {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header' | 'cookie';
  readonly required?: boolean;
  readonly schema?: Schema;
};

export type MediaType = {
  readonly schema?: Schema;
};

export type Reference = {
  readonly $ref: string;
};

export type RequestBody = {
  readonly description?: string;
  readonly required?: boolean;
  readonly content: Readonly<Record<string, MediaType>>;
};

export type ResponseObject = {
  readonly description?: string;
  readonly content?: Readonly<Record<string, MediaType>>;
};

export type OperationObject = {
  readonly operationId?: string;
  readonly summary?: string;
  readonly description?: string;
  readonly deprecated?: boolean;
  readonly tags?: readonly string[];
  readonly parameters?: readonly (Parameter | Reference)[];
  readonly requestBody?: RequestBody | Reference;
  readonly responses: Readonly<Record<string, ResponseObject | Reference>>;
  readonly 'x-stability-level'?: string;
  readonly 'x-sunset'?: string;
  /** Set if the operation is read from types, which do not express formats, ranges or stability. */
  readonly 'x-from-types'?: boolean;
  /** The newer source that lacks the operation, such as `@neon/sdk@6.1.2`. */
  readonly 'x-absent-from'?: string;
};

export const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch'] as const;
export type HttpMethod = (typeof METHODS)[number];

export type PathItem = Readonly<Partial<Record<HttpMethod, OperationObject>>> & {
  readonly parameters?: readonly (Parameter | Reference)[];
};

/** The parts of an OpenAPI 3 document that we read. Everything else is kept unchanged. */
export type OpenApiDocument = {
  readonly openapi: string;
  readonly info: { readonly title: string; readonly version: string };
  readonly security?: readonly JsonObject[];
  readonly paths: Readonly<Record<string, PathItem>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, Schema>>;
    readonly parameters?: Readonly<Record<string, Parameter>>;
    readonly responses?: Readonly<Record<string, ResponseObject>>;
    readonly securitySchemes?: Readonly<Record<string, JsonObject>>;
  };
};

/** The components of a document by kind and name. */
export type ComponentsByKind = Readonly<Record<string, Readonly<Record<string, Json>>>>;

/** Casts JSON to a document. The JSON must have been checked, or derived from a checked document. */
export function asDocument(value: Json): OpenApiDocument {
  return value as OpenApiDocument;
}
