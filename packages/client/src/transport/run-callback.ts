import { redactUris } from '@neon-api/ground';
import { NeonUsageError } from '../errors/index.ts';
import { safeCause } from './causes.ts';
import { isControlFlow } from './judge-outcome.ts';

/** Calls a function of the user. What it throws becomes the cause of a usage error with `message`. */
export async function runCallback<T>(provide: () => T | Promise<T>, message: string): Promise<T> {
  try {
    return await provide();
  } catch (thrown) {
    if (isControlFlow(thrown)) throw thrown;
    throw new NeonUsageError(message, { cause: safeCause(thrown, redactUris) });
  }
}
