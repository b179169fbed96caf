/** The calls that a fault affects: set exactly one field. */
export interface FaultTarget {
  /** An operation of the contract, e.g. `createProject`. */
  readonly operationId?: string;
  /** A route of the contract, e.g. `POST /projects` or, for every method, `/projects/{project_id}`. */
  readonly route?: string;
  /** Every call of the API. */
  readonly any?: true;
}

/** When a fault strikes. Default: on the next call. */
export interface FaultTiming {
  /** Strikes from the nth matching call on; 1 is the first call after the fault is added. */
  readonly nth?: number;
  /** Strikes each matching call with this probability, 0–1. */
  readonly probability?: number;
  /** Seed for `probability`: the same seed gives the same results. Default 1. */
  readonly seed?: number;
  /** Maximum number of strikes. Default 1; unlimited with `probability`. */
  readonly times?: number;
}

/** What a fault does. */
export type FaultEffect =
  /** Returns this response, without any effect. The default body is a GeneralError. */
  | {
      readonly kind: 'status';
      readonly status: number;
      readonly body?: unknown;
      readonly headers?: Readonly<Record<string, string>>;
    }
  /** Delays the call, on the emulator's clock. */
  | { readonly kind: 'delay'; readonly ms: number }
  /** Resets the connection before the call has any effect, or after its full effect. */
  | { readonly kind: 'reset'; readonly when: 'before' | 'after' }
  /** The call takes effect, but the connection closes after half of the response. */
  | { readonly kind: 'truncate' }
  /** Returns an HTML page with status 200, without any effect, as a proxy might. */
  | { readonly kind: 'html' }
  /** Sends no response and has no effect until the caller gives up. */
  | { readonly kind: 'hang' }
  /** The call succeeds, but its first operation (or the first with this action) fails. */
  | {
      readonly kind: 'operation-fails';
      /** Attempts that fail before one succeeds, or `always`. Default `always`. */
      readonly failures?: number | 'always';
      readonly action?: string;
      readonly message?: string;
    }
  /**
   * The call succeeds, but its first operation (or the first with this action) is cancelled, with the later ones. Their
   * changes are undone.
   */
  | { readonly kind: 'operation-cancels'; readonly action?: string }
  /** The call succeeds, and its first operation (or the first with this action) is shown as skipped. */
  | { readonly kind: 'operation-skips'; readonly action?: string }
  /** Returns 423 for this call and all changes to the same project, for this time on the emulator's clock. */
  | { readonly kind: 'lock'; readonly ms: number };

export type Fault = FaultTarget & FaultTiming & FaultEffect;

/** An active fault. */
export type AddedFault = Fault & {
  readonly id: string;
  /** Number of matching calls so far. */
  readonly seen: number;
  /** Number of strikes so far. */
  readonly struck: number;
};
