import type { GeneralError, paths } from '@neon-api/types';
import type { BodyEncoder, CallOptions } from '../client/index.ts';

export const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;

/** openapi-fetch's methods for Neon's paths. They return `{ data, error, response }`, with errors as values. */
export interface TypedMethods {
  /** Calls a `GET` route, such as `neon.GET('/projects/{project_id}', { params: { path: { project_id } } })`. */
  readonly GET: TypedMethod<'get'>;
  /** Calls a `POST` route, such as `neon.POST('/projects', { body: { project: { name } } })`. */
  readonly POST: TypedMethod<'post'>;
  /** Calls a `PUT` route. */
  readonly PUT: TypedMethod<'put'>;
  /** Calls a `PATCH` route. */
  readonly PATCH: TypedMethod<'patch'>;
  /** Calls a `DELETE` route; `data` is undefined if the response is empty. */
  readonly DELETE: TypedMethod<'delete'>;
}

type Method = Lowercase<(typeof METHODS)[number]>;

/**
 * Calls Neon by method and path, with the client's key, retries, limits, timeouts and hooks.
 *
 * @param path a path of Neon's API document, such as `/projects/{project_id}`
 * @returns `data` for a success, or `error` for an error status; `response` is the original response, its body consumed
 * @throws NeonApiError if the body of a success does not match the API document
 * @throws NeonNetworkError, NeonTimeoutError, NeonUsageError, or the reason of `options.signal`
 */
export type TypedMethod<M extends Method> = <Path extends PathsWith<M>, As extends ParseAs = 'json'>(
  path: Path,
  ...options: OptionsArgument<TypedOptions<paths[Path][M], As>>
) => Promise<TypedResult<ParsedAs<DataOf<paths[Path][M]>, As>>>;

type PathsWith<M extends Method> = {
  [Path in keyof paths]: paths[Path] extends Readonly<Record<M, object>> ? Path : never;
}[keyof paths];

/** Optional if no option is required. */
type OptionsArgument<Options> = IsOptional<Options> extends true ? [options?: Options] : [options: Options];

type IsOptional<T> = Record<never, never> extends T ? true : false;

/** How the body of a success is read; `json` also streams bytes where the API document has a binary body. */
export type ParseAs = 'json' | 'text' | 'blob' | 'arrayBuffer' | 'stream';

/** The options of a typed method: parameters, body, and the options of every call. */
export type TypedOptions<Operation, As extends ParseAs = 'json'> = ParamsOf<Operation> &
  BodyOf<Operation> &
  CallOptions & {
    /** How the body of a success is read; default `json`. */
    readonly parseAs?: As | undefined;
  };

type ParamsOf<Operation> = Operation extends { readonly parameters: infer Params }
  ? IsOptional<Params> extends true
    ? { readonly params?: Params | undefined }
    : { readonly params: Params }
  : never;

type BodyOf<Operation> = Operation extends { readonly requestBody: { readonly content: infer Content } }
  ? { readonly body: Content[keyof Content] } & EncodingOf<Content>
  : Operation extends { readonly requestBody?: infer Body }
    ? { readonly body?: ContentOf<NonNullable<Body>> | undefined }
    : { readonly body?: undefined };

/** The result of a call: `data` for a success, else `error`, which is always an object. */
export type TypedResult<Data> =
  | { readonly data: Data; readonly error?: never; readonly response: Response }
  | { readonly data?: never; readonly error: GeneralError; readonly response: Response };

/** The bodies of the successful responses of an operation. */
type DataOf<Operation> = Operation extends { readonly responses: infer Responses }
  ? {
      [Status in keyof Responses]: IsSuccess<Status> extends true ? ContentOf<Responses[Status]> : never;
    }[keyof Responses]
  : never;

type IsSuccess<Status> = Status extends number ? (`${Status}` extends `2${string}` ? true : false) : false;

/** Uploads need `multipart`; it is passed explicitly so that other bundles do not contain it. */
type EncodingOf<Content> = Content extends { readonly 'multipart/form-data': unknown }
  ? { readonly bodyEncoding: BodyEncoder }
  : unknown;

type ContentOf<Message> = Message extends { readonly content: infer Content } ? Content[keyof Content] : undefined;

type ParsedAs<Data, As extends ParseAs> = As extends 'text'
  ? string
  : As extends 'blob'
    ? Blob
    : As extends 'arrayBuffer'
      ? ArrayBuffer
      : As extends 'stream'
        ? Response['body']
        : Data;
