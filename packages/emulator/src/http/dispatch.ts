import type { Contract, ContractOperation, RouteMatch } from '../contract/index.ts';
import { ApiError, badRequest, notFound, notImplemented } from '../errors/index.ts';
import type { Handler, HandlerContext } from '../handlers/index.ts';
import { readBody } from './read-body.ts';

export interface DispatchOptions {
  readonly contract: Contract;
  readonly handlers: ReadonlyMap<string, Handler<never, unknown>>;
  readonly handlerContext: HandlerContext;
  /** Check the answers against the contract, too. */
  readonly strict: boolean;
}

export type Dispatch = (request: Request, path: string) => Promise<Response>;

/** From a request to its answer: route, parameters, body, handler, commit. Whatever is refused is thrown as an ApiError. */
export function createDispatch({ contract, handlers, handlerContext, strict }: DispatchOptions): Dispatch {
  return async (request, path) => {
    const method = request.method === 'HEAD' ? 'GET' : request.method;
    const match = contract.matchRoute(method, path);
    if (match.kind === 'wrong-method' && method === 'OPTIONS') {
      return new Response(null, { status: 204, headers: { Allow: allowed(match) } });
    }
    const { operation, pathParams } = requireFound(match, request.method);
    const handler = handlers.get(operation.operationId);
    if (!handler) throw notImplemented(operation.operationId);

    const params = contract.checkParams(operation, pathParams, new URL(request.url).searchParams);
    if (!params.valid) throw badRequest(params.message);
    const body = contract.checkBody(operation, await readBody(request, operation));
    if (!body.valid) throw badRequest(body.message);

    // The contract has just proved what the handler's types say.
    const handle = handler as Handler<object, unknown>;
    const answer = await handle(
      handlerContext,
      body.value === undefined ? params.value : { ...params.value, body: body.value },
    );
    if (method !== 'GET') handlerContext.store.commit();
    return respond(operation, answer);
  };

  function respond(operation: ContractOperation, answer: unknown): Response {
    const status = answer === undefined ? 204 : operation.successStatus;
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
