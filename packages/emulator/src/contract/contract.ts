import { type ContractOperation, FORM_MEDIA_TYPE, JSON_MEDIA_TYPE, readOperations } from './contract-operations.ts';
import { convertSchema } from './convert-schema.ts';
import type { JsonObject, OpenApiDocument, Parameter } from './document.ts';
import { createRouteMatcher, type RouteMatcher } from './match-route.ts';
import type { CreateCompiler, Validate, ValidatorOptions } from './validate.ts';

type Checked<Value> =
  | { readonly valid: true; readonly value: Value }
  | { readonly valid: false; readonly message: string };

/** Routing and validation, based on Neon's OpenAPI document. */
export interface Contract {
  readonly document: OpenApiDocument;
  readonly operations: readonly ContractOperation[];
  readonly matchRoute: RouteMatcher;
  /** Validates path and query parameters. Coerces them to their types and applies the document's defaults. */
  checkParams(
    operation: ContractOperation,
    pathParams: Readonly<Record<string, string>>,
    query: URLSearchParams,
  ): Checked<JsonObject>;
  /** Validates a body of this media type (default JSON). Coerces the fields of a form to their types. */
  checkBody(operation: ContractOperation, body: unknown, mediaType?: string): Checked<unknown>;
  /** Returns how a response breaks the contract, or undefined if it does not. */
  findResponseFault(operation: ContractOperation, status: number, body: unknown): string | undefined;
}

export function createContract(document: OpenApiDocument, createCompiler: CreateCompiler): Contract {
  const operations = readOperations(document);
  let components: unknown;
  const lazily = (options: ValidatorOptions): Compile =>
    compileLazily(() => {
      components ??= convertSchema(document.components);
      return createCompiler(components, options);
    });
  const compileParams = lazily({ coerceTypes: true, useDefaults: true });
  const compileBody = lazily({});
  const compileForm = lazily({ coerceTypes: true });

  return {
    document,
    operations,
    matchRoute: createRouteMatcher(operations),
    checkParams(operation, pathParams, query) {
      if (!operation.parameters.some(isNamed)) return { valid: true, value: {} };
      const params = { ...readQuery(operation, query), ...pathParams };
      const validate = compileParams(`${operation.operationId} params`, () => paramsSchema(operation));
      return check(validate, params, 'parameter');
    },
    checkBody(operation, body, mediaType = JSON_MEDIA_TYPE) {
      if (!operation.body) return { valid: true, value: undefined };
      if (body === undefined) {
        return operation.body.required
          ? { valid: false, message: `body is required by ${operation.operationId}` }
          : { valid: true, value: undefined };
      }
      const { schemas } = operation.body;
      const isForm = mediaType === FORM_MEDIA_TYPE;
      const schema = schemas.get(isForm ? JSON_MEDIA_TYPE : mediaType) ?? {};
      const compile = isForm ? compileForm : compileBody;
      return check(
        compile(`${operation.operationId} ${mediaType}`, () => schema),
        body,
        'body',
      );
    },
    findResponseFault(operation, status, body) {
      const key = operation.responses.has(String(status)) ? String(status) : 'default';
      if (!operation.responses.has(key)) return `${operation.operationId} has no response ${status}`;
      const schema = operation.responses.get(key);
      if (!schema) return body === undefined ? undefined : `${operation.operationId} ${status} must have no body`;
      const checked = check(
        compileBody(`${operation.operationId} ${key}`, () => schema),
        body,
        `${operation.operationId} ${status}`,
      );
      return checked.valid ? undefined : checked.message;
    },
  };
}

type Compile = (name: string, schema: () => JsonObject) => Validate;

/** Creates the compiler and compiles each schema on first use, to keep startup fast. */
function compileLazily(createCompiler: () => (schema: unknown) => Validate): Compile {
  const compiled = new Map<string, Validate>();
  let compile: ((schema: unknown) => Validate) | undefined;
  return (name, schema) => {
    compile ??= createCompiler();
    const validate = compiled.get(name) ?? compile(convertSchema(schema()));
    compiled.set(name, validate);
    return validate;
  };
}

function check<Value>(validate: Validate, value: Value, root: string): Checked<Value> {
  const message = validate(value, root);
  return message === undefined ? { valid: true, value } : { valid: false, message };
}

/** True for the parameters that the contract validates. */
function isNamed(parameter: Parameter): boolean {
  return parameter.in === 'path' || parameter.in === 'query';
}

function paramsSchema({ parameters }: ContractOperation): JsonObject {
  const named = parameters.filter(isNamed);
  return {
    type: 'object',
    properties: Object.fromEntries(named.map(({ name, schema }) => [name, schema])),
    required: named.filter(({ required }) => required).map(({ name }) => name),
  };
}

function readQuery({ parameters }: ContractOperation, query: URLSearchParams): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const parameter of parameters) {
    const given = parameter.in === 'query' ? query.getAll(parameter.name) : [];
    if (given.length === 0) continue;
    const isList = parameter.schema.type === 'array';
    if (isList) values[parameter.name] = parameter.explode === false ? given.flatMap((text) => text.split(',')) : given;
    else values[parameter.name] = given.at(-1);
  }
  return values;
}
