import type { Caller } from '../access/index.ts';
import type { DataPlane } from '../data-plane/index.ts';
import type { ObjectStore } from '../objects/index.ts';
import type { OperationQueue } from '../operations/index.ts';
import type { Store } from '../state/index.ts';
import type { Clock, Random } from '../support/index.ts';

/** What every call has at hand. */
export interface SharedContext {
  readonly objects: ObjectStore;
  readonly store: Store;
  readonly operations: OperationQueue;
  readonly dataPlane: DataPlane;
  readonly clock: Clock;
  readonly random: Random;
}

/** And what comes with the call. */
export interface HandlerContext extends SharedContext {
  readonly caller: Caller;
  /** Under which the emulator was reached, `http://127.0.0.1:PORT`. */
  readonly origin: string;
}

/**
 * One operation of the contract. The parameters are valid by then; it throws an ApiError to refuse, and changes the
 * state only after its last check. `undefined` is answered as 204, or
 * as a success without a body; a `Response` goes out as it is.
 */
export type Handler<Params, Response> = (
  context: HandlerContext,
  params: AsParsed<Params>,
) => Response | Promise<Response>;

/** What a caller sends, as it arrives: a caller may pass undefined for an optional field, but JSON has no such value. */
export type AsParsed<Sent> = Sent extends Blob
  ? Sent
  : Sent extends readonly (infer Item)[]
    ? AsParsed<Item>[]
    : Sent extends object
      ? { [Name in keyof Sent]: AsParsed<Exclude<Sent[Name], undefined>> }
      : Sent;

/** Handlers by operationId. */
export type HandlerTable = Readonly<Record<string, Handler<never, unknown>>>;
