import type { DataPlane } from '../data-plane/index.ts';
import type { OperationQueue } from '../operations/index.ts';
import type { Store } from '../state/index.ts';
import type { Clock, Random } from '../support/index.ts';

export interface HandlerContext {
  readonly store: Store;
  readonly operations: OperationQueue;
  readonly dataPlane: DataPlane;
  readonly clock: Clock;
  readonly random: Random;
}

/**
 * One operation of the contract. The parameters are valid by then; it throws an ApiError to refuse, and changes the
 * state only after its last check. `undefined` is answered as 204.
 */
export type Handler<Params, Response> = (context: HandlerContext, params: Params) => Response | Promise<Response>;
