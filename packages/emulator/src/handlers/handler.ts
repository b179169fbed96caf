import type { Caller } from '../access/index.ts';
import type { DataPlane } from '../data-plane/index.ts';
import type { ObjectStore } from '../objects/index.ts';
import type { OperationQueue } from '../operations/index.ts';
import type { Store } from '../state/index.ts';
import type { Clock, Random } from '../support/index.ts';

/** What every call shares. */
export interface SharedContext {
  readonly objects: ObjectStore;
  readonly store: Store;
  readonly operations: OperationQueue;
  readonly dataPlane: DataPlane;
  readonly clock: Clock;
  readonly random: Random;
  /** Whether a personal key must name an organization to list or create projects. */
  readonly orgRequired: boolean;
}

/** The shared context, and what belongs to this call. */
export interface HandlerContext extends SharedContext {
  readonly caller: Caller;
  /** The URL at which the client reached the emulator: `http://127.0.0.1:PORT`. */
  readonly origin: string;
}

/**
 * Implements one operation of the contract. Its parameters are already validated. It throws an ApiError to refuse the
 * call, and changes the state only after its last check. `undefined` becomes a 204 or a success without a body; a
 * `Response` is sent unchanged.
 */
export type Handler<Params, Response> = (
  context: HandlerContext,
  params: AsParsed<Params>,
) => Response | Promise<Response>;

/** A request body as it is parsed: callers may pass undefined for an optional field, but JSON has no such value. */
export type AsParsed<Sent> = Sent extends Blob
  ? Sent
  : Sent extends readonly (infer Item)[]
    ? AsParsed<Item>[]
    : Sent extends object
      ? { [Name in keyof Sent]: AsParsed<Exclude<Sent[Name], undefined>> }
      : Sent;

/** Handlers by operationId. */
export type HandlerTable = Readonly<Record<string, Handler<never, unknown>>>;
