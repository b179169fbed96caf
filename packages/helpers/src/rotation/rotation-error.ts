import { isNeonError, NeonError, type RequestOutcome } from '@neon-api/client';
import { errorOf, type MessageParts } from '../message-parts.ts';

/**
 * Where a rotation stopped.
 *
 * - `create`: the answer was lost; a new API key may exist that nobody knows.
 * - `wait`: the new password was accepted, but could not be seen to be in force.
 * - `store`: the new secret is in force, and your callback failed to store it.
 * - `verify`: it is stored, but your probe did not succeed with it.
 * - `revoke`: it is stored and works, and the old API key could not be revoked.
 */
export type RotationStage = 'create' | 'wait' | 'store' | 'verify' | 'revoke';

// Beside the error and not in it: errors are logged.
const SECRETS = new WeakMap<Error, unknown>();

/** A rotation stopped half way. The message says which secret is in force, and what to do. */
export class RotationError extends NeonError {
  declare readonly stage: RotationStage;

  override get name(): 'RotationError' {
    return 'RotationError';
  }

  constructor(message: string, details: { stage: RotationStage; outcome: RequestOutcome; cause: unknown }) {
    super(message, details);
  }
}

/**
 * The new secret of a rotation that stopped: the password of `rotateRolePassword` or the key of `rotateApiKey`, so that
 * it can still be stored. Undefined where there is none, or the error is another.
 *
 * @example
 * const password = getRotatedSecret(error);
 * if (password !== undefined) await storeSomewhereElse(password);
 */
export function getRotatedSecret(error: unknown): string | undefined {
  return error instanceof Error ? (SECRETS.get(error) as string | undefined) : undefined;
}

/** The error of a rotation that stopped, without its secret in any text. */
export function stopRotation(
  stage: RotationStage,
  message: MessageParts,
  cause: unknown,
  secret?: string,
): RotationError {
  const outcome = stage === 'create' || stage === 'wait' ? 'unknown' : 'rejected';
  const details = { stage, outcome, cause: withoutSecret(cause, secret) } as const;
  const error = errorOf((text) => new RotationError(text, details), message);
  if (secret !== undefined) SECRETS.set(error, secret);
  return error;
}

/** What a callback threw, as it may quote what it was given. */
function withoutSecret(cause: unknown, secret: string | undefined): unknown {
  if (isNeonError(cause) || secret === undefined) return cause;
  const mask = (text: string): string => text.replaceAll(secret, '****').replaceAll(encodeURIComponent(secret), '****');
  if (!(cause instanceof Error)) return mask(String(cause));
  const copy = new Error(mask(cause.message));
  copy.name = cause.name;
  if (cause.stack !== undefined) copy.stack = mask(cause.stack);
  return copy;
}
