import { authorize } from '../access/index.ts';
import { type Answer, applyPolicies, type Call, JsonAnswer, type Policy } from '../calls/index.ts';
import type { Contract, ContractOperation, RouteMatch } from '../contract/index.ts';
import { ApiError, badRequest, notFound, notImplemented } from '../errors/index.ts';
import type { Handler, SharedContext } from '../handlers/index.ts';
import { readBody } from './read-body.ts';

export interface DispatchOptions {
  readonly contract: Contract;
  readonly handlers: ReadonlyMap<string, Handler<never, unknown>>;
  readonly handlerContext: SharedContext;
  /** Validates responses against the contract too. */
  readonly strict: boolean;
  /** Middlewares for calls, the outermost first. */
  readonly policies?: readonly Policy[];
  /** Runs overdue housekeeping, so that the response reflects the current time. */
  readonly housekeep?: () => void;
}

/** A request with its path relative to the base of the API. */
export interface DispatchRequest extends Pick<Call, 'request' | 'url' | 'caller' | 'onBody'> {
  readonly path: string;
  /** Called with the operation as soon as it is found. */
  readonly onOperation?: (operation: ContractOperation) => void;
}

export type Dispatch = (request: DispatchRequest) => Promise<Answer>;

/** Files in a form are not stored. */
const MOST_KEPT_OF_BODY_BYTES = 1024 * 1024;

/** Creates the request pipeline: route, parameters, body, handler, commit. Refuses requests with an ApiError. */
export function createDispatch(options: DispatchOptions): Dispatch {
  const { contract, handlers, handlerContext, strict, policies = [], housekeep = () => {} } = options;
  const answerCall = applyPolicies(policies, answer);

  return async ({ path, onOperation, ...asked }) => {
    const { method } = asked.request;
    const match = contract.matchRoute(method === 'HEAD' ? 'GET' : method, path);
    if (match.kind === 'wrong-method' && method === 'OPTIONS') {
      return new JsonAnswer(undefined, 204, { Allow: allowed(match) });
    }
    const { operation, pathParams } = requireFound(match, method);
    onOperation?.(operation);
    return answerCall({ ...asked, operation, pathParams });
  };

  async function answer({ request, url, caller, operation, pathParams, onBody, onAnswer }: Call): Promise<Answer> {
    housekeep();
    const params = contract.checkParams(operation, pathParams, url.searchParams);
    if (!params.valid) throw badRequest(params.message);
    const read = await readBody(request, operation);
    if (read) onBody?.(read.value);
    const body = contract.checkBody(operation, read?.value, read?.mediaType);
    if (!body.valid) throw badRequest(body.message);

    const handler = handlers.get(operation.operationId);
    if (!handler) throw notImplemented(operation.operationId);
    const { store } = handlerContext;
    authorize(caller, { operationId: operation.operationId, params: params.value }, store.state);
    // The contract has validated what the handler's types require.
    const handle = handler as Handler<object, unknown>;
    const given = await withReservedSpace(operation, read?.sizeBytes ?? 0, async () => {
      const answered = await handle(
        { ...handlerContext, caller, origin: url.origin },
        body.value === undefined ? params.value : { ...params.value, body: body.value },
      );
      onAnswer?.(answered);
      if (operation.method !== 'GET') {
        store.commit(pathParams.project_id);
        await store.flushed();
      }
      return answered;
    });
    return given instanceof Response ? given : respond(operation, given);
  }

  /** Refuses a call that writes, before it changes anything, if the disk has no space for its commit. */
  async function withReservedSpace(
    { method }: ContractOperation,
    sizeBytes: number,
    work: () => Promise<unknown>,
  ): Promise<unknown> {
    if (method === 'GET') return work();
    const bodyBytes = Math.min(sizeBytes, MOST_KEPT_OF_BODY_BYTES);
    const giveBack = await handlerContext.store.reserve({ bodyBytes, frees: method === 'DELETE' });
    try {
      return await work();
    } finally {
      giveBack();
    }
  }

  function respond(operation: ContractOperation, answer: unknown): Answer {
    const status = answer === undefined && operation.responses.has('204') ? 204 : operation.successStatus;
    const fault = strict ? contract.findResponseFault(operation, status, answer) : undefined;
    if (fault !== undefined) throw new Error(`The response breaks the contract: ${fault}`);
    return new JsonAnswer(answer, status);
  }
}

function requireFound(match: RouteMatch, method: string): Extract<RouteMatch, { readonly kind: 'found' }> {
  switch (match.kind) {
    case 'found':
      return match;
    case 'malformed':
      throw badRequest('path is not properly percent-encoded');
    case 'wrong-method':
      throw new ApiError(405, `this path does not support ${method}`, '', { Allow: allowed(match) });
    case 'unknown':
      throw notFound('path');
  }
}

function allowed({ allow }: Extract<RouteMatch, { readonly kind: 'wrong-method' }>): string {
  return [...allow, ...(allow.includes('GET') ? ['HEAD'] : []), 'OPTIONS'].join(', ');
}
