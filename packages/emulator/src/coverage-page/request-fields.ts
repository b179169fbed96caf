import { type ContractOperation, dereference, type JsonObject, type OpenApiDocument } from '../contract/index.ts';

/** Fields of one request, or of one shared schema. */
export interface RequestFields {
  /** Query parameters as `?name`; body fields as `project.settings.quota`, and `rules[].name` within a list. */
  readonly names: readonly string[];
  /** The shared schema of a field whose own fields are listed with that schema. The key is empty for a whole body. */
  readonly shared: ReadonlyMap<string, string>;
}

/** Lists the fields that an operation accepts. It does not look into schemas for which `isShared` is true. */
export function listRequestFields(
  document: OpenApiDocument,
  { parameters, body }: ContractOperation,
  isShared: (schema: string) => boolean,
): RequestFields {
  const query = parameters.filter((parameter) => parameter.in === 'query').map(({ name }) => `?${name}`);
  const bodies = [...(body?.schemas.values() ?? [])].map((schema) => walk(document, schema, isShared));
  return merge([{ names: query, shared: new Map() }, ...bodies]);
}

/** Lists the fields of a schema of the document. */
export function listSchemaFields(
  document: OpenApiDocument,
  schema: string,
  isShared: (schema: string) => boolean,
): RequestFields {
  return walk(document, { $ref: `${SCHEMAS}${schema}` }, (name) => name !== schema && isShared(name));
}

const SCHEMAS = '#/components/schemas/';

function walk(document: OpenApiDocument, root: JsonObject, isShared: (schema: string) => boolean): RequestFields {
  const names = new Set<string>();
  const shared = new Map<string, string>();

  function visit(schema: JsonObject, path: string): void {
    const name = typeof schema.$ref === 'string' ? schema.$ref.slice(SCHEMAS.length) : undefined;
    if (name !== undefined && isShared(name)) {
      shared.set(path, name);
      return;
    }
    const resolved = dereference(document, schema);
    const parts = ['allOf', 'oneOf', 'anyOf'].flatMap((key) => (resolved[key] ?? []) as readonly JsonObject[]);
    const properties = Object.entries((resolved.properties ?? {}) as Readonly<Record<string, JsonObject>>);
    for (const part of parts) visit(part, path);
    const { propertyName } = (resolved.discriminator ?? {}) as { readonly propertyName?: string };
    if (propertyName !== undefined) names.add(path === '' ? propertyName : `${path}.${propertyName}`);
    for (const [property, value] of properties) visit(value, path === '' ? property : `${path}.${property}`);
    if (parts.length > 0 || properties.length > 0) return;
    if (resolved.type === 'array' && hasFields(resolved.items as JsonObject))
      visit(resolved.items as JsonObject, `${path}[]`);
    else if (path !== '') names.add(path);
  }

  function hasFields(schema: JsonObject): boolean {
    const { properties, allOf, oneOf } = dereference(document, schema);
    return [properties, allOf, oneOf].some((value) => value !== undefined);
  }

  visit(root, '');
  return { names: [...names], shared };
}

function merge(parts: readonly RequestFields[]): RequestFields {
  return {
    names: [...new Set(parts.flatMap(({ names }) => names))],
    shared: new Map(parts.flatMap(({ shared }) => [...shared])),
  };
}
