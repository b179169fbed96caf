import type { HttpBindings } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import { type Answer, JsonAnswer } from '../calls/index.ts';

/** Writes a JSON answer to the connection. The adapter would read a `Response`, which costs a sixth of a GET. */
export function sendAnswer(answer: Answer, { outgoing }: HttpBindings): Response {
  if (!(answer instanceof JsonAnswer)) return answer;
  const { status, text, headers } = answer;
  if (text === undefined) outgoing.writeHead(status, headers).end();
  else outgoing.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(text) }).end(text);
  return RESPONSE_ALREADY_SENT;
}
