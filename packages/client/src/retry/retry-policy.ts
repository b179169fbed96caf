import { fillOptions } from '../internal/index.ts';

export interface RetryOptions {
  /** How long a call may wait between its attempts in total, in milliseconds; default 30,000. */
  readonly budgetMs?: number | undefined;
  /** How long a call may wait after 423, while a project is locked, in milliseconds; default 60,000. */
  readonly lockBudgetMs?: number | undefined;
  /** How many requests a call may make, from 1; default: as many as the budgets allow. */
  readonly maxAttempts?: number | undefined;
  /** The longest wait between two attempts, in milliseconds, unless the server asks for more; default 5,000. */
  readonly maxDelayMs?: number | undefined;
}

export type RetryPolicy = { readonly [Name in keyof RetryOptions]-?: number };

export const DEFAULT_RETRY: RetryPolicy = {
  budgetMs: 30_000,
  lockBudgetMs: 60_000,
  // More than any budget allows.
  maxAttempts: 1e9,
  maxDelayMs: 5_000,
};

/** Returns a complete policy: `options` over `base`; `false` means one attempt. */
export function resolveRetry(options: RetryOptions | false | undefined, base: RetryPolicy, where: string): RetryPolicy {
  return fillOptions(options === false ? { maxAttempts: 1 } : (options ?? {}), base, `${where}: retry`);
}
