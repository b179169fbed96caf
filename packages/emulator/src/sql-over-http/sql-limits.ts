/** Neon's limit for HTTP responses: https://neon.com/docs/serverless/serverless-driver */
const LARGEST_RESULT_BYTES: number = 64 << 20;

/** Thrown when a result cannot be sent over HTTP. */
export class SqlLimitError extends Error {
  override readonly name: string = 'SqlLimitError';
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** Returns a function that counts the bytes of a session's results and returns an error once they are too many. */
export function createResultMeter(): (bytes: number) => SqlLimitError | undefined {
  let total = 0;
  return (bytes) => {
    total += bytes;
    if (total <= LARGEST_RESULT_BYTES) return undefined;
    // The status and message of Neon's proxy, which clients recognize.
    return new SqlLimitError(507, `response is too large (max is ${LARGEST_RESULT_BYTES} bytes)`);
  };
}

export function copyRefusal(): SqlLimitError {
  return new SqlLimitError(400, 'COPY TO STDOUT is not supported over HTTP. Use a Postgres connection.');
}
