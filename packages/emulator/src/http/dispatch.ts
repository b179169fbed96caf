import { authorize } from '../access/index.ts';
import { applyPolicies, type Call, type Policy } from '../calls/index.ts';
import type { Contract, ContractOperation, RouteMatch } from '../contract/index.ts';
import { ApiError, badRequest, notFound, notImplemented } from '../errors/index.ts';
import type { Handler, SharedContext } from '../handlers/index.ts';
import { readBody } from './read-body.ts';

export interface DispatchOptions {
  readonly contract: Contract;
  readonly handlers: ReadonlyMap<string, Handler<never, unknown>>;
  readonly handlerContext: SharedContext;
  /** Check the answers against the contract, too. */
  readonly strict: boolean;
  /** What stands between a call and its answer, the outermost first. */
  readonly policies?: readonly Policy[];
  /** Does what has become due by now, so that every answer is true at its moment. */
  readonly housekeep?: () => void;
}

/** A request whose path below the API's base is `path`. */
export interface DispatchRequest extends Pick<Call, 'request' | 'url' | 'caller' | 'onBody'> {
  readonly path: string;
  /** Told the operation as soon as it is found. */
  readonly onOperation?: (operation: ContractOperation) => void;
}

export type Dispatch = (request: DispatchRequest) => Promise<Response>;

/** Files that come in a form are not kept. */
const MOST_KEPT_OF_BODY_BYTES = 1024 * 1024;

/** From a request to its answer: route, parameters, body, handler, commit. Whatever is refused is thrown as an ApiError. */
export function createDispatch(options: DispatchOptions): Dispatch {
  const { contract, handlers, handlerContext, strict, policies = [], housekeep = () => {} } = options;
  const answerCall = applyPolicies(policies, answer);

  return async ({ path, onOperation, ...asked }) => {
    const { method } = asked.request;
    const match = contract.matchRoute(method === 'HEAD' ? 'GET' : method, path);
    if (match.kind === 'wrong-method' && method === 'OPTIONS') {
      return new Response(null, { status: 204, headers: { Allow: allowed(match) } });
    }
    const { operation, pathParams } = requireFound(match, method);
    onOperation?.(operation);
    return answerCall({ ...asked, operation, pathParams });
  };

  async function answer({ request, url, caller, operation, pathParams, onBody, onAnswer }: Call): Promise<Response> {
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
    // The contract has just proved what the handler's types say.
    const handle = handler as Handler<object, unknown>;
    const given = await inReservedRoom(operation, read?.sizeBytes ?? 0, async () => {
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

  /** A call that writes is refused while nothing has changed yet, when the disk has no room for what it commits. */
  async function inReservedRoom(
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

  function respond(operation: ContractOperation, answer: unknown): Response {
    const status = answer === undefined && operation.responses.has('204') ? 204 : operation.successStatus;
    const fault = strict ? contract.findResponseFault(operation, status, answer) : undefined;
    if (fault !== undefined) throw new Error(`The answer breaks the contract: ${fault}`);
    return answer === undefined ? new Response(null, { status }) : Response.json(answer, { status });
  }
}

function requireFound(match: RouteMatch, method: string): Extract<RouteMatch, { readonly kind: 'found' }> {
  switch (match.kind) {
    case 'found':
      return match;
    case 'malformed':
      throw badRequest('path is not properly percent-encoded');
    case 'wrong-method':
      throw new ApiError(405, `this path does not take ${method}`, '', { Allow: allowed(match) });
    case 'unknown':
      throw notFound('path');
  }
}

function allowed({ allow }: Extract<RouteMatch, { readonly kind: 'wrong-method' }>): string {
  return [...allow, ...(allow.includes('GET') ? ['HEAD'] : []), 'OPTIONS'].join(', ');
}
