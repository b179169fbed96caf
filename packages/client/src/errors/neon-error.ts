import { assignDefined } from './assign-defined.ts';

/**
 * What happened to the request that an error is about.
 *
 * - `not_sent`: nothing was sent.
 * - `rejected`: the server refused it; nothing was changed.
 * - `unknown`: it may have taken effect; check before you retry.
 */
export type RequestOutcome = 'not_sent' | 'rejected' | 'unknown';

export interface NeonErrorDetails {
  /** HTTP method, if the error is about a request. */
  readonly method?: string | undefined;
  /** Route template, such as `/projects/{project_id}`; never the URL. */
  readonly route?: string | undefined;
  /** The operation in Neon's API document, such as `createProject`. */
  readonly operationId?: string | undefined;
  /** Neon's id of the request; quote it to Neon's support. */
  readonly requestId?: string | undefined;
  /** How many requests were made. */
  readonly attempts?: number;
  readonly outcome?: RequestOutcome;
  readonly cause?: unknown;
}

// Symbol.for: copies of this package share it, but not their classes.
export const BRAND: unique symbol = Symbol.for('@neon-api/client/error');

/** The base class of all errors of this package. */
export class NeonError extends Error {
  declare readonly method?: string;
  declare readonly route?: string;
  declare readonly operationId?: string;
  declare readonly requestId?: string;
  declare readonly attempts: number;
  declare readonly outcome: RequestOutcome;

  // A getter, here and in the subclasses: it survives minifiers, appears in the stack, and lets bundlers drop unused
  // classes.
  override get name(): string {
    return 'NeonError';
  }

  constructor(message: string, { cause, ...details }: NeonErrorDetails = {}) {
    super(message, cause === undefined ? undefined : { cause });
    assignDefined(this, { attempts: 0, outcome: 'not_sent', ...details });
  }

  /** Returns the fields without the cause as plain data, safe to log. */
  toJSON(): Record<string, unknown> {
    return { ...(this as object), name: this.name, message: this.message };
  }
}
Object.assign(NeonError.prototype, { [BRAND]: true });
