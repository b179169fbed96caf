import type { WaitOptions } from '@neon-api/client';
import { abortSignal, callback, numberFrom, type OptionRules } from './options/index.ts';

/** What every helper that starts operations takes. */
export interface HelperOptions {
  /** How long to wait for the operations that the helper starts, in ms. Default: that of `waitForOperations`. */
  readonly timeoutMs?: number | undefined;
  /** Ends requests and waits; what was started on Neon's side goes on. */
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: WaitOptions['onProgress'];
}

export const HELPER_OPTIONS: OptionRules<HelperOptions> = {
  timeoutMs: numberFrom(1),
  signal: abortSignal,
  onProgress: callback,
};

export function callOptions({ signal }: HelperOptions): { readonly signal: AbortSignal | undefined } {
  return { signal };
}

export function waitOptions({ timeoutMs, signal, onProgress }: HelperOptions): WaitOptions {
  return { timeoutMs, signal, onProgress };
}
