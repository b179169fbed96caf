import { isNeonError, NeonError, type RequestOutcome } from '@neon-api/client';
import { errorOf, type MessageParts } from '../message-parts.ts';

/**
 * The stage in which a rotation failed.
 *
 * - `create`: the response was lost; a new API key may exist whose secret is unknown.
 * - `wait`: the new password was accepted, but the change is not confirmed.
 * - `store`: the new secret works, but `store` failed.
 * - `verify`: the new secret is stored, but `verify` failed.
 * - `revoke`: the new API key is stored and works, but the old one could not be revoked.
 */
export type RotationStage = 'create' | 'wait' | 'store' | 'verify' | 'revoke';

// Kept outside the error, because errors are logged.
const SECRETS = new WeakMap<Error, unknown>();

/** A rotation failed halfway. The message says which secret works, and what to do. */
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
 * Returns the new secret of a failed rotation, so that you can still store it: the password of `rotateRolePassword` or the
 * key of `rotateApiKey`. Undefined if there is none.
 *
 * @example
 * const password = getRotatedSecret(error);
 * if (password !== undefined) await storeSomewhereElse(password);
 */
export function getRotatedSecret(error: unknown): string | undefined {
  return error instanceof Error ? (SECRETS.get(error) as string | undefined) : undefined;
}

/** Creates the error of a failed rotation. The secret is not in any of its texts. */
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

/** Masks the secret in the error of a callback, which may quote its arguments. */
function withoutSecret(cause: unknown, secret: string | undefined): unknown {
  if (isNeonError(cause) || secret === undefined) return cause;
  const mask = (text: string): string => text.replaceAll(secret, '****').replaceAll(encodeURIComponent(secret), '****');
  if (!(cause instanceof Error)) return mask(String(cause));
  const copy = new Error(mask(cause.message));
  copy.name = cause.name;
  if (cause.stack !== undefined) copy.stack = mask(cause.stack);
  return copy;
}
