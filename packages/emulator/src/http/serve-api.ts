import { describeBody, type RequestLog } from '../admin/index.ts';
import { type Answer, JsonAnswer, setHeader } from '../calls/index.ts';
import { ConnectionLost } from '../errors/index.ts';
import { type Log, type Random, type RequestHeaders, readHeader } from '../support/index.ts';
import { createAuthenticate, type Keys } from './authenticate.ts';
import type { Dispatch } from './dispatch.ts';
import { errorAnswer } from './error-response.ts';
import { chooseRequestId, REQUEST_ID_HEADER } from './request-id.ts';

export const API_BASE_PATH = '/api/v2';

export interface ApiOptions extends Keys {
  readonly dispatch: Dispatch;
  readonly requests: RequestLog;
  readonly random: Random;
  readonly log: Log;
}

/** Serves a call of Neon's API. Reads `headers`, those of the connection, if there is one: it is faster. */
export type ServeApi = (request: Request, url: URL, headers: RequestHeaders) => Promise<Answer>;

/**
 * Serves a call in four steps: id, log, key, operation. They are not middlewares of hono, whose routing and copying of
 * responses would double the time of a GET.
 */
export function createServeApi(options: ApiOptions): ServeApi {
  const { dispatch, requests, random, log } = options;
  const authenticate = createAuthenticate(options);

  return async (request, url, headers) => {
    const { method } = request;
    const requestId = chooseRequestId(readHeader(headers, REQUEST_ID_HEADER), random);
    const entry = requests.add({ requestId, method, url, headers });
    const serve = async (): Promise<Answer> =>
      dispatch({
        request,
        url,
        path: url.pathname.slice(API_BASE_PATH.length),
        caller: authenticate(readHeader(headers, 'authorization')),
        onOperation({ operationId, path }) {
          entry.operationId = operationId;
          entry.route = path;
        },
        onBody(body) {
          entry.body = describeBody(body);
        },
      });
    const answer = await serve().catch((error: unknown) => {
      if (error instanceof ConnectionLost) {
        requests.end(entry, {});
        throw error;
      }
      return errorAnswer(error, { requestId, method, path: url.pathname }, log);
    });
    requests.end(entry, { status: answer.status, ...(answer instanceof JsonAnswer ? { text: answer.text } : {}) });
    setHeader(answer, REQUEST_ID_HEADER, requestId);
    return answer;
  };
}
