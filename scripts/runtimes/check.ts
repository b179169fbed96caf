import type { NeonCaller, NeonClient, NeonClientOptions } from '@neon-api/client';
import type { Expectation } from '../harness/index.ts';

/** The servers that the smoke program calls. */
export interface SmokeTarget {
  /** Serves the API below `/api/v2/` and the faults below `/faults/`. */
  readonly origin: string;
  readonly apiKey: string;
  readonly orgId: string;
}

export interface SmokeContext extends Pick<SmokeTarget, 'apiKey'> {
  /** A client of the emulator. */
  readonly neon: NeonClient;
  /** A client of the emulator without typed methods. */
  readonly minimal: NeonCaller;
  /** A client of a fault, which answers every call. */
  facing(fault: string, options?: NeonClientOptions): NeonClient;
  /** Returns the number of requests that a fault has received. */
  requestsOf(fault: string): Promise<number>;
}

/** A check to run in every runtime. `gives` is the result of `run` if the client works. */
export interface Check extends Expectation {
  run(context: SmokeContext): Promise<unknown>;
}

/** The size of the fault `download`, in bytes: more than one chunk. */
export const DOWNLOAD_BYTES = 300_000;
