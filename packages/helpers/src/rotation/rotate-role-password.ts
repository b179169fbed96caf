import { answerBehind, callAndWait, type NeonCaller } from '@neon-api/client';
import { getProjectBranchRole, resetProjectBranchRolePassword } from '@neon-api/client/operations';
import type { Operation } from '@neon-api/types';
import { type ConnectionUris, connectionUris } from '../connections/index.ts';
import { hasStatus, isLostAnswer, MOST_LOST_ANSWERS } from '../lost-answer.ts';
import { type MessageParts, messageParts, term } from '../message-parts.ts';
import {
  assertOptions,
  BRANCH_PLACE,
  type BranchPlace,
  callback,
  callOptions,
  DATABASE_OPTION,
  type DatabaseOption,
  HELPER_OPTIONS,
  type HelperOptions,
  type OptionRules,
  required,
  text,
  waitOptions,
} from '../options/index.ts';
import { PROBE_OPTION, type ProbeOption, probeUntil } from './probe.ts';
import { stopRotation } from './rotation-error.ts';

/** What your callbacks receive. */
export interface RoleCredentials {
  readonly roleName: string;
  readonly password: string;
  /** The URIs with the new password. Undefined if the project does not store passwords. */
  readonly uris: ConnectionUris | undefined;
}

export interface RotateRolePasswordOptions extends BranchPlace, DatabaseOption, HelperOptions, ProbeOption {
  readonly roleName: string;
  /** Stores the new password where your application reads it. New connections fail until it is done. */
  readonly store: (credentials: RoleCredentials) => Promise<unknown>;
  /** Connects with the stored password, and throws if that fails. Retried until it succeeds or `verifyTimeoutMs` is over. */
  readonly verify: (credentials: RoleCredentials) => Promise<unknown>;
}

export interface RotatedRolePassword {
  readonly roleName: string;
  /** The finished operations of the reset. */
  readonly operations: readonly Operation[];
}

const OPTIONS: OptionRules<RotateRolePasswordOptions> = {
  ...HELPER_OPTIONS,
  ...BRANCH_PLACE,
  ...DATABASE_OPTION,
  ...PROBE_OPTION,
  roleName: required(text),
  store: required(callback),
  verify: required(callback),
};

/**
 * Sets a new password for a role, and calls `store` and `verify` with it.
 *
 * Neon has one password per role: the old one stops working when the new one is set. Everything that can be checked is
 * checked before that. Another call sets another password; do that if the response was lost.
 *
 * @throws NeonApiError, NeonUsageError if nothing was changed: no such role, several databases, no permission
 * @throws RotationError if it fails after the change. `stage` and the message say which password works, and
 *   `getRotatedSecret(error)` returns the new one
 * @throws the reason of `options.signal` before the change; after it, a RotationError with the reason as `cause`
 * @example
 * await rotateRolePassword(neon, {
 *   projectId,
 *   branchId,
 *   roleName: 'app',
 *   store: ({ uris }) => secrets.put('DATABASE_URL', uris?.pooled),
 *   verify: async () => connectAndSelectOne(await secrets.get('DATABASE_URL')),
 * });
 */
export async function rotateRolePassword(
  neon: NeonCaller,
  options: RotateRolePasswordOptions,
): Promise<RotatedRolePassword> {
  assertOptions('rotateRolePassword', options, OPTIONS);
  const { projectId, branchId, roleName } = options;
  const where = `role ${roleName} of branch ${branchId} in project ${projectId}`;
  const place = { project_id: projectId, branch_id: branchId, role_name: roleName };
  await getProjectBranchRole(neon, place, callOptions(options));
  await readUris(neon, options);

  const { password, operations } = await resetPassword(neon, options, where);
  const stop = (stage: 'store' | 'verify', message: MessageParts, cause: unknown) =>
    stopRotation(stage, message, cause, password);
  const credentials = {
    roleName,
    password,
    uris: await readUris(neon, options).catch((cause: unknown) => {
      throw stop(
        'store',
        messageParts`${changed(where)} It is not stored, because its URIs could not be read. ${RECOVER}`,
        cause,
      );
    }),
  };
  try {
    await options.store(credentials);
  } catch (cause) {
    throw stop(
      'store',
      messageParts`${changed(where)} Storing it failed: what you stored before no longer works. ${RECOVER}`,
      cause,
    );
  }
  try {
    await probeUntil(() => options.verify(credentials), neon.runtime, options);
  } catch (cause) {
    const message = messageParts`${changed(where)} It is stored, but ${term('verify')} failed with it. Check what was stored.`;
    throw stop('verify', message, cause);
  }
  return { roleName, operations };
}

const RECOVER = messageParts`${term('Store getRotatedSecret(error), or rotate again.')}`;

function changed(where: string): string {
  return `The ${where} has a new password, and the old one no longer works.`;
}

interface Reset {
  readonly password: string;
  readonly operations: readonly Operation[];
}

async function resetPassword(neon: NeonCaller, options: RotateRolePasswordOptions, where: string): Promise<Reset> {
  const { projectId, branchId, roleName } = options;
  const params = { project_id: projectId, branch_id: branchId, role_name: roleName };
  for (let lost = 0; ; lost++) {
    try {
      const answer = await callAndWait(neon, resetProjectBranchRolePassword, params, waitOptions(options));
      return { password: requirePassword(answer.role.password, where), operations: answer.operations };
    } catch (cause) {
      const accepted = answerBehind(cause, resetProjectBranchRolePassword);
      if (accepted !== undefined) throw stopInWait(where, cause, accepted.role.password);
      const isLost = isLostAnswer(cause);
      // The new password is lost with the response, so only another reset returns one.
      if (isLost && lost < MOST_LOST_ANSWERS) continue;
      // Even if the last request was refused, an earlier one may have succeeded.
      if (!isLost && lost === 0) throw cause;
      const message = messageParts`The ${where} may have a new password that nobody knows, because a response was lost. Rotate again.`;
      throw stopRotation('wait', message, cause);
    }
  }
}

function stopInWait(where: string, cause: unknown, password: string | undefined): Error {
  const message = messageParts`The ${where} is getting a new password, but the change is not confirmed. The password is not stored. ${term('Resume the wait with the token of error.cause, or rotate again.')}`;
  return stopRotation('wait', message, cause, password);
}

function requirePassword(password: string | undefined, where: string): string {
  if (password !== undefined) return password;
  const message = messageParts`The ${where} was reset, but Neon did not return the new password. Rotate again.`;
  throw stopRotation('wait', message, undefined);
}

async function readUris(neon: NeonCaller, options: RotateRolePasswordOptions): Promise<ConnectionUris | undefined> {
  const { projectId, branchId, roleName, databaseName } = options;
  try {
    return await connectionUris(neon, {
      projectId,
      branchId,
      roleName,
      databaseName,
      ...callOptions(options),
    });
  } catch (error) {
    // Spec: 412 if the project does not store passwords.
    if (hasStatus(error, 412)) return undefined;
    throw error;
  }
}
