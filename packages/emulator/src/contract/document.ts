export type JsonObject = { readonly [key: string]: unknown };

export interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header' | 'cookie';
  readonly required?: boolean;
  readonly explode?: boolean;
  readonly schema: JsonObject;
}

interface Content {
  readonly [mediaType: string]: { readonly schema?: JsonObject };
}

interface DocumentOperation {
  readonly operationId: string;
  readonly tags?: readonly string[];
  /** True if the operation was read from the types of @neon/sdk. */
  readonly 'x-from-types'?: boolean;
  /** The newer package that no longer has the operation. */
  readonly 'x-absent-from'?: string;
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly required?: boolean; readonly content: Content };
  readonly responses: { readonly [status: string]: { readonly content?: Content } | { readonly $ref: string } };
}

export interface OpenApiDocument {
  readonly paths: {
    readonly [path: string]: { readonly parameters?: readonly Parameter[] } & {
      readonly [method: string]: DocumentOperation;
    };
  };
  readonly components: JsonObject;
}

/** Resolves a `$ref` within the document. Returns any other value unchanged. */
export function dereference<Value extends object>(
  document: OpenApiDocument,
  value: Value | { readonly $ref: string },
): Value {
  if (!('$ref' in value) || typeof value.$ref !== 'string') return value as Value;
  let target: unknown = document;
  for (const step of value.$ref.slice(2).split('/')) target = (target as JsonObject)[step];
  return dereference(document, target as Value);
}
