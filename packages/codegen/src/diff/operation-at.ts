import type {
  MediaType,
  OpenApiDocument,
  OperationObject,
  Parameter,
  PathItem,
  RequestBody,
} from '../contract/index.ts';
import { METHODS } from '../contract/index.ts';
import { below, followed, type Located, locate } from './located.ts';
import type { Member } from './shape.ts';

/** An operation and the locations of its parts in the document. */
export interface OperationAt {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly object: Located<OperationObject>;
  readonly inputs: ReadonlyMap<string, InputAt>;
  readonly bodyMediaTypes: readonly string[];
  readonly answers: readonly AnswerAt[];
}

/** One of the flat parameters, including `body`. */
export interface InputAt extends Member {
  readonly place: string;
  readonly object: Located<object>;
}

export interface AnswerAt {
  readonly status: string;
  readonly mediaTypes: readonly string[];
  /** Undefined for a response without a body. */
  readonly schema: Located | undefined;
  readonly pointer: string;
}

/** Returns all operations by operationId. */
export function operationsAt(document: OpenApiDocument): Map<string, OperationAt> {
  const operations = Object.entries(document.paths).flatMap(([path, item]) =>
    METHODS.filter((method) => item[method] !== undefined).map((method) => operationAt(document, path, method)),
  );
  return new Map(operations.map((operation) => [operation.id, operation]));
}

/** Neon makes no promises about alpha and beta operations. Operations read from types have no stability level. */
export function isUnstable({ object }: OperationAt): boolean {
  return object.value['x-from-types'] === true || isUnstableLevel(object.value['x-stability-level']);
}

export function isUnstableLevel(level: unknown): boolean {
  return level === 'alpha' || level === 'beta';
}

function operationAt(document: OpenApiDocument, path: string, method: (typeof METHODS)[number]): OperationAt {
  const item = locate<PathItem>(document, 'paths', path);
  const object = below<OperationObject>(item, method);
  const body = bodyOf(object);
  const inputs = [...parametersOf(item), ...parametersOf(object), ...(body === undefined ? [] : [body.input])];
  return {
    id: object.value.operationId ?? `${method} ${path}`,
    method,
    path,
    object,
    inputs: new Map(inputs.map((input) => [input.name, input])),
    bodyMediaTypes: body?.mediaTypes ?? [],
    answers: Object.keys(object.value.responses).map((status) => answerAt(object, status)),
  };
}

function parametersOf(parent: Located<{ readonly parameters?: readonly unknown[] }>): (InputAt & { name: string })[] {
  return (parent.value.parameters ?? []).map((_, index) => {
    const at = followed(below<Parameter>(parent, 'parameters', index));
    const { name, in: place, required } = at.value;
    const schema: Located = at.value.schema === undefined ? { ...at, value: {} } : below(at, 'schema');
    return { name, place, required: required === true || place === 'path', schema, object: at, from: '' };
  });
}

function bodyOf(object: Located<OperationObject>) {
  if (object.value.requestBody === undefined) return undefined;
  const at = followed(below<RequestBody>(object, 'requestBody'));
  const mediaTypes = Object.keys(at.value.content);
  const schema = contentSchema(at, mediaTypes);
  const required = at.value.required === true;
  return schema && { mediaTypes, input: { name: 'body', place: 'body', required, schema, object: at, from: '' } };
}

function answerAt(object: Located<OperationObject>, status: string): AnswerAt {
  const at = followed(below<{ readonly content?: Readonly<Record<string, MediaType>> }>(object, 'responses', status));
  const mediaTypes = Object.keys(at.value.content ?? {});
  return { status, mediaTypes, schema: contentSchema(at, mediaTypes), pointer: at.pointer };
}

function contentSchema(at: Located<object>, [mediaType]: readonly string[]): Located | undefined {
  if (mediaType === undefined) return undefined;
  const content = below<MediaType>(at, 'content', mediaType);
  return content.value.schema === undefined ? { ...content, value: {} } : below(content, 'schema');
}
