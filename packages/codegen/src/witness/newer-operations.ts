import { isDeepStrictEqual } from 'node:util';
import type { OpenApiDocument, OperationObject, Schema } from '../contract/index.ts';
import {
  type Json,
  type JsonObject,
  referencesIn,
  renameReferences,
  schemaName,
  schemaReference,
} from '../json/index.ts';
import { operationModels } from '../model/index.ts';
import type { Witness, WitnessOperation } from './witness.ts';

/** The operations that only the witness has, and those that only the document has. */
export interface NewerOperations {
  readonly paths: Readonly<Record<string, Readonly<Record<string, OperationObject>>>>;
  readonly schemas: Readonly<Record<string, Schema>>;
  /** Operations of the document that the witness lacks. */
  readonly olderOnly: readonly { readonly path: string; readonly method: string }[];
}

/** Marks a part that is read from types, which leave open what they cannot express. */
const FROM_TYPES = 'x-from-types';

/** The spelling of parts of names: `{ Jwks: 'JWKS' }`. */
type Spelling = Readonly<Record<string, string>>;

/** Finds the operations of the witness that the document lacks, and the missing schemas that they need. */
export function newerOperations(witness: Witness, document: OpenApiDocument, spelling: Spelling): NewerOperations {
  const models = operationModels(document);
  const known = new Set(models.map(({ id }) => id.toLowerCase()));
  const newer = witness.operations.filter(({ id }) => !known.has(id.toLowerCase()));
  const names = namesIn(document, spelling);
  const operations = newer.map(
    (operation) => [operation, operationObject(operation, document, names, spelling)] as const,
  );
  const witnessed = new Set(witness.operations.map(({ id }) => id.toLowerCase()));
  return {
    paths: byPath(operations),
    schemas: missingSchemas(
      operations.map(([, object]) => object),
      witness,
      document,
      names,
    ),
    olderOnly: models
      .filter(({ id }) => !witnessed.has(id.toLowerCase()))
      .map(({ path, method }) => ({ path, method })),
  };
}

/** Applies the spelling to a name of the witness: `DeleteJwksRequest` becomes `DeleteJWKSRequest`. */
export function spell(name: string, spelling: Spelling): string {
  return Object.entries(spelling).reduce(
    (spelled, [from, to]) => spelled.replaceAll(new RegExp(`${from}(?![a-z])`, 'g'), to),
    name,
  );
}

/** Returns the document's own name for a type if it has one; otherwise the respelled name. */
function namesIn(document: OpenApiDocument, spelling: Spelling): (name: string) => string {
  const own = new Map(Object.keys(document.components.schemas).map((name) => [name.toLowerCase(), name]));
  return (name) => own.get(name.toLowerCase()) ?? spell(name, spelling);
}

function byPath(operations: readonly (readonly [WitnessOperation, OperationObject])[]): NewerOperations['paths'] {
  const paths: Record<string, Record<string, OperationObject>> = {};
  for (const [{ path, method }, object] of operations) paths[path] = { ...paths[path], [method]: object };
  return paths;
}

function operationObject(
  { id, parameters, body, responses, security }: WitnessOperation,
  document: OpenApiDocument,
  names: (name: string) => string,
  spelling: Spelling,
): OperationObject {
  const renamed = <T extends Json>(value: T): T => renameSchemas(value, names) as T;
  const required = securityOf(security, document);
  return {
    operationId: spell(id, spelling),
    ...(parameters.length > 0 && { parameters: renamed(parameters) }),
    ...(body && {
      requestBody: { required: body.required, content: { [body.mediaType]: { schema: renamed(body.schema) } } },
    }),
    responses: Object.fromEntries(
      responses.map(([status, schema]) => responseOf(status, schema && renamed(schema), document)),
    ),
    ...(required && { security: required }),
    [FROM_TYPES]: true,
  } as OperationObject;
}

/** The types write `4XX` for `default`, as in every operation that both sources have. */
function responseOf(status: string, schema: Schema | undefined, document: OpenApiDocument): [string, Json] {
  const content = schema && {
    content: { [isBinary(schema) ? 'application/octet-stream' : 'application/json']: { schema } },
  };
  const shared = Object.entries(document.components.responses ?? {}).find(
    ([, response]) => content !== undefined && isDeepStrictEqual(response.content, content.content),
  );
  return [
    status === '4XX' ? 'default' : status,
    shared ? { $ref: `#/components/responses/${shared[0]}` } : (content ?? {}),
  ];
}

function isBinary({ format }: Schema): boolean {
  return format === 'binary';
}

/** Returns the names of the schemes; undefined if the operation uses the document's default. */
function securityOf(schemes: readonly Json[], document: OpenApiDocument): readonly JsonObject[] | undefined {
  const { security, components } = document;
  const known = Object.entries(components.securitySchemes ?? {});
  const named = schemes.flatMap((scheme) => {
    const found = known.find(([, own]) => isDeepStrictEqual({ ...own, ...(scheme as JsonObject) }, own));
    return found === undefined ? [] : [{ [found[0]]: [] }];
  });
  return isDeepStrictEqual(named, security) || named.length === 0 ? undefined : named;
}

function missingSchemas(
  roots: readonly OperationObject[],
  witness: Witness,
  document: OpenApiDocument,
  names: (name: string) => string,
): Record<string, Schema> {
  const schemas: Record<string, Schema> = {};
  const types = new Map(witness.typeNames.map((type) => [names(type), type]));
  const open = referencesIn(roots);
  for (let reference = open.pop(); reference !== undefined; reference = open.pop()) {
    const name = schemaName(reference);
    if (name === undefined || Object.hasOwn(schemas, name) || Object.hasOwn(document.components.schemas, name))
      continue;
    const schema = renameSchemas(witness.schemaOf(types.get(name) ?? name), names) as Schema;
    schemas[name] = { ...schema, [FROM_TYPES]: true };
    open.push(...referencesIn(schema));
  }
  return schemas;
}

function renameSchemas(value: Json, names: (name: string) => string): Json {
  return renameReferences(value, (reference) => {
    const name = schemaName(reference);
    return name === undefined ? reference : schemaReference(names(name)).$ref;
  });
}
