/** An error response of the API, sent as a GeneralError. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly status: number;
  readonly code: string;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, message: string, code = '', headers: Readonly<Record<string, string>> = {}) {
    super(message);
    this.status = status;
    this.code = code;
    this.headers = headers;
  }
}

/** An error response with a machine-readable `reason` field. */
export class ReasonedError extends ApiError {
  readonly reason: string;

  constructor(status: number, message: string, reason: string) {
    super(status, message);
    this.reason = reason;
  }
}

export function badRequest(message: string): ApiError {
  return new ApiError(400, message);
}

/** Returns a 404 in Neon's wording: `branch` gives `branch not found`. */
export function notFound(thing: string): ApiError {
  return new ApiError(404, `${thing} not found`);
}

/** Returns a 409: the name exists. */
export function conflict(message: string, code = ''): ApiError {
  return new ApiError(409, message, code);
}

/** Returns a 422: a rule forbids the call. */
export function ruleForbids(message: string, code = ''): ApiError {
  return new ApiError(422, message, code);
}

export function projectLocked(): ApiError {
  return new ApiError(423, 'project already has running conflicting operations, scheduling of new ones is prohibited');
}

export function notImplemented(what: string): ApiError {
  return new ApiError(501, `The emulator does not implement ${what} yet.`, 'not_implemented');
}
