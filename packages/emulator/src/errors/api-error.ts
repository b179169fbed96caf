/** An answer of the API that is not a success; becomes a GeneralError on the wire. */
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

/** An answer that says why in a field of its own, which a program can read. */
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

/** `thing` in Neon's words: `branch` gives `branch not found`. */
export function notFound(thing: string): ApiError {
  return new ApiError(404, `${thing} not found`);
}

/** 409: a name that exists. */
export function conflict(message: string, code = ''): ApiError {
  return new ApiError(409, message, code);
}

/** 422: a rule forbids it. */
export function ruleForbids(message: string, code = ''): ApiError {
  return new ApiError(422, message, code);
}

export function projectLocked(): ApiError {
  return new ApiError(423, 'project already has running conflicting operations, scheduling of new ones is prohibited');
}

export function notImplemented(what: string): ApiError {
  return new ApiError(501, `The emulator does not implement ${what} yet.`, 'not_implemented');
}
