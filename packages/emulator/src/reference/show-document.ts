import { dereference, JSON_MEDIA_TYPE, type OpenApiDocument } from '../contract/index.ts';
import { LOCAL_ORG_ID } from '../state/index.ts';
import { exampleOf } from './example-of.ts';

interface ShownDocument extends OpenApiDocument {
  readonly info: { readonly version: string };
  readonly components: { readonly securitySchemes?: Readonly<Record<string, unknown>> };
}

type Item = OpenApiDocument['paths'][string];
type Operation = Item[string];

interface WithContent {
  readonly content?: Readonly<Record<string, MediaType>>;
}

interface MediaType {
  readonly schema?: object;
  readonly example?: unknown;
  readonly examples?: unknown;
}

const DESCRIPTION = `Every request goes to the emulator on this machine. You need no account.

If you open the page with the address that the emulator prints, the API key is already filled in. Choose an operation,
then **Test Request**.`;

// The version of the Postgres binaries that the package installs.
const AVAILABLE_PG_VERSION = 17;

/**
 * Returns the contract for the page: with this emulator as server, only bearer authentication, and an example for each
 * body.
 */
export function showDocument(document: OpenApiDocument, serverUrl: string): object {
  const { components, info, paths, ...rest } = document as ShownDocument;
  const { BearerAuth } = components.securitySchemes ?? {};
  const items = Object.entries(paths).map(([path, item]) => [path, showItem(document, item)]);
  return {
    ...rest,
    info: { title: 'Neon API on the emulator', version: info.version, description: DESCRIPTION },
    servers: [{ url: serverUrl }],
    security: [{ BearerAuth: [] }],
    paths: Object.fromEntries(items),
    components: { ...withTypes(document, components), securitySchemes: { BearerAuth } },
  };
}

/** Adds the type to composed objects: for Scalar, a schema without one is not valid. */
function withTypes<Part extends object>(document: OpenApiDocument, part: Part): Part {
  return JSON.parse(JSON.stringify(part), (_, value: unknown) =>
    typeof value === 'object' && value !== null && isUntypedObject(document, value)
      ? { ...value, type: 'object' }
      : value,
  ) as Part;
}

interface Composed {
  readonly $ref?: string;
  readonly type?: unknown;
  readonly allOf?: readonly object[];
  readonly oneOf?: readonly object[];
}

function isUntypedObject(document: OpenApiDocument, { type, allOf, oneOf }: Composed): boolean {
  const parts = allOf ?? oneOf ?? [];
  if (type !== undefined || !Array.isArray(parts) || parts.length === 0) return false;
  return parts.every((part) => {
    const schema = dereference<Composed>(document, part);
    return schema.type === 'object' || isUntypedObject(document, schema);
  });
}

function showItem(document: OpenApiDocument, item: Item): object {
  const fields = Object.entries(item).map(([name, value]) => [
    name,
    typeof value === 'object' && 'operationId' in value ? showOperation(document, value as Operation) : value,
  ]);
  return Object.fromEntries(fields);
}

function showOperation(document: OpenApiDocument, operation: Operation): object {
  const { requestBody, responses, parameters, ...rest } = operation;
  const shown = Object.entries(responses).map(([status, response]) => [status, withExample(document, response)]);
  return {
    ...rest,
    ...(parameters ? { parameters: parameters.map((given) => withLocalOrg(document, given)) } : {}),
    ...(requestBody ? { requestBody: withLocalValues(withExample(document, requestBody), operation) } : {}),
    responses: Object.fromEntries(shown),
  };
}

/** Fills in the organization of the emulator, because Neon requires one to list projects. */
function withLocalOrg(document: OpenApiDocument, given: object): object {
  const parameter = dereference<{ readonly name?: string; readonly in?: string }>(document, given);
  return parameter.name === 'org_id' && parameter.in === 'query' ? { ...parameter, example: LOCAL_ORG_ID } : parameter;
}

/** Replaces the Postgres version in examples, which may not be installed, and adds the organization to a new project. */
function withLocalValues(body: object, { operationId }: Operation): object {
  const replace = (key: string, value: unknown): unknown => {
    if (key === 'pg_version' && typeof value === 'number') return AVAILABLE_PG_VERSION;
    const isExample = operationId === 'createProject' && key === 'project' && !Object.hasOwn(Object(value), 'type');
    return isExample ? { ...(value as object), org_id: LOCAL_ORG_ID } : value;
  };
  return JSON.parse(JSON.stringify(body), replace) as object;
}

function withExample(document: OpenApiDocument, given: object): object {
  const body = dereference<WithContent>(document, given);
  const media = body.content?.[JSON_MEDIA_TYPE];
  if (!media?.schema || media.example !== undefined || media.examples !== undefined) return body;
  const example = exampleOf(document, media.schema);
  return { ...body, content: { ...body.content, [JSON_MEDIA_TYPE]: { ...media, example } } };
}
