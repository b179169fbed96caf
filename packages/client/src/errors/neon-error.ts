import { assignDefined } from './assign-defined.ts';

/**
 * What became of the request behind an error.
 *
 * - `not_sent`: nothing was sent.
 * - `rejected`: the server refused it, so nothing was changed.
 * - `unknown`: it may have been carried out; check before you retry.
 */
export type RequestOutcome = 'not_sent' | 'rejected' | 'unknown';

export interface NeonErrorDetails {
  /** HTTP method, where a request is behind the error. */
  readonly method?: string | undefined;
  /** Route template, such as `/projects/{project_id}`; never the URL. */
  readonly route?: string | undefined;
  /** The operation in Neon's API document, such as `createProject`. */
  readonly operationId?: string | undefined;
  /** Neon's name for the request; give it to their support. */
  readonly requestId?: string | undefined;
  /** How many requests were made. */
  readonly attempts?: number;
  readonly outcome?: RequestOutcome;
  readonly cause?: unknown;
}

// Symbol.for: shared between copies of this package, where instanceof is not.
export const BRAND: unique symbol = Symbol.for('@neon-api/client/error');

/** The base class of all errors of this package. */
export class NeonError extends Error {
  declare readonly method?: string;
  declare readonly route?: string;
  declare readonly operationId?: string;
  declare readonly requestId?: string;
  declare readonly attempts: number;
  declare readonly outcome: RequestOutcome;

  // Getters, here and in the classes below: they survive minifiers, head the stack, and cost no bundle that leaves a
  // class out.
  override get name(): string {
    return 'NeonError';
  }

  constructor(message: string, { cause, ...details }: NeonErrorDetails = {}) {
    super(message, cause === undefined ? undefined : { cause });
    assignDefined(this, { attempts: 0, outcome: 'not_sent', ...details });
  }

  /** Plain data without the cause, safe to log. */
  toJSON(): Record<string, unknown> {
    return { ...(this as object), name: this.name, message: this.message };
  }
}
Object.assign(NeonError.prototype, { [BRAND]: true });
