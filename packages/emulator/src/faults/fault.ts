/** Which calls a fault is for: one of these. */
export interface FaultTarget {
  /** An operation of the contract, e.g. `createProject`. */
  readonly operationId?: string;
  /** A route of the contract, e.g. `POST /projects` or, for every method, `/projects/{project_id}`. */
  readonly route?: string;
  /** Every call of the API. */
  readonly any?: true;
}

/** When it strikes. Without `nth` and `probability`: at the next call. */
export interface FaultTiming {
  /** From the nth matching call on, counted from 1 when the fault is added. */
  readonly nth?: number;
  /** At each matching call with this chance, 0–1. */
  readonly probability?: number;
  /** Where its chances are drawn from: the same seed gives the same run. Default 1. */
  readonly seed?: number;
  /** How often it strikes at most. Default 1; with `probability`, without end. */
  readonly times?: number;
}

/** What happens then. */
export type FaultEffect =
  /** This answer instead of the effect. Without a body, a GeneralError. */
  | {
      readonly kind: 'status';
      readonly status: number;
      readonly body?: unknown;
      readonly headers?: Readonly<Record<string, string>>;
    }
  /** The call waits on the emulator's clock, then goes on. */
  | { readonly kind: 'delay'; readonly ms: number }
  /** The connection is reset, before the call has any effect or after it had its whole. */
  | { readonly kind: 'reset'; readonly when: 'before' | 'after' }
  /** The effect happens; half of the answer arrives, then the connection ends. */
  | { readonly kind: 'truncate' }
  /** A page of HTML with status 200 instead of the effect, as from a proxy in between. */
  | { readonly kind: 'html' }
  /** No answer and no effect until the caller gives up. */
  | { readonly kind: 'hang' }
  /** The call succeeds; of the operations it starts, the first (or the first of that action) fails this often. */
  | {
      readonly kind: 'operation-fails';
      /** Attempts that fail before one succeeds, or `always`. Default `always`. */
      readonly failures?: number | 'always';
      readonly action?: string;
      readonly message?: string;
    }
  /**
   * The call succeeds; of the operations it starts, the first (or the first of that action) is cancelled, and with it the
   * later ones. What they were about is as it was before the call.
   */
  | { readonly kind: 'operation-cancels'; readonly action?: string }
  /** The call succeeds; of the operations it starts, the first (or the first of that action) shows as skipped. */
  | { readonly kind: 'operation-skips'; readonly action?: string }
  /** 423 for this call, and for every change of the same project, until this time has passed on the emulator's clock. */
  | { readonly kind: 'lock'; readonly ms: number };

export type Fault = FaultTarget & FaultTiming & FaultEffect;

/** A fault that has been added. */
export type AddedFault = Fault & {
  readonly id: string;
  /** Matching calls so far. */
  readonly seen: number;
  /** How often it has struck. */
  readonly struck: number;
};
