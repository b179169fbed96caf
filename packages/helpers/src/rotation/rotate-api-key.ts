import { type NeonCaller, NeonUsageError } from '@neon-api/client';
import {
  createApiKey,
  createOrgApiKey,
  listApiKeys,
  listOrgApiKeys,
  revokeApiKey,
  revokeOrgApiKey,
} from '@neon-api/client/operations';
import { withoutUndefined } from '../internal/index.ts';
import { hasStatus, isLostAnswer } from '../lost-answer.ts';
import { messageParts, term } from '../message-parts.ts';
import {
  assertOptions,
  callback,
  callOptions,
  type OptionRules,
  required,
  SIGNAL_OPTION,
  type SignalOption,
  text,
  textUpTo,
  wholeFrom,
} from '../options/index.ts';
import { PROBE_OPTION, type ProbeOption, probeUntil } from './probe.ts';
import { stopRotation } from './rotation-error.ts';

export interface RotatedApiKey {
  readonly id: number;
  readonly name: string;
}

export interface RotateApiKeyOptions extends SignalOption, ProbeOption {
  /** The id of the key to replace, as in `listApiKeys`. It may be the key that `neon` uses. */
  readonly oldKeyId: number;
  /** Name of the new key, up to 64 characters. */
  readonly name: string;
  /** Id of the organization that owns the key. Default: a personal key. */
  readonly orgId?: string | undefined;
  /** Limits the new key to this project. Needs `orgId`. */
  readonly projectId?: string | undefined;
  /** Stores the new key where your application reads it. */
  readonly store: (key: string, made: RotatedApiKey) => Promise<unknown>;
  /** Calls Neon with the stored key, and throws if that fails. Retried until it succeeds or `verifyTimeoutMs` is over. */
  readonly verify: (key: string, made: RotatedApiKey) => Promise<unknown>;
}

const OPTIONS: OptionRules<RotateApiKeyOptions> = {
  ...SIGNAL_OPTION,
  ...PROBE_OPTION,
  oldKeyId: required(wholeFrom(0)),
  name: required(textUpTo(64)),
  orgId: text,
  projectId: text,
  store: required(callback),
  verify: required(callback),
};

/**
 * Creates a new API key, calls `store` and `verify` with it, and then revokes the old key. Both keys work until then, so
 * nothing is interrupted.
 *
 * @returns the id and the name of the new key
 * @throws NeonUsageError if the key `oldKeyId` does not exist, e.g. because it was already rotated; nothing is changed
 * @throws NeonApiError if Neon refuses to create a key; nothing is changed
 * @throws RotationError if it fails after that. The old key still works, except perhaps in stage `revoke`.
 *   `getRotatedSecret(error)` returns the new key
 * @example
 * await rotateApiKey(neon, {
 *   oldKeyId,
 *   name: 'deploy 2026-08',
 *   store: (key) => secrets.put('NEON_API_KEY', key),
 *   verify: (key) => getCurrentUserOrganizations(createNeonClient({ apiKey: key })),
 * });
 */
export async function rotateApiKey(neon: NeonCaller, options: RotateApiKeyOptions): Promise<RotatedApiKey> {
  assertOptions('rotateApiKey', options, OPTIONS);
  const { oldKeyId, orgId, projectId } = options;
  if (projectId !== undefined && orgId === undefined) {
    throw new NeonUsageError('rotateApiKey: projectId needs orgId; a personal key reaches all projects.');
  }
  const before = await listKeys(neon, options);
  if (!before.some(({ id }) => id === oldKeyId)) {
    throw new NeonUsageError(
      `API key ${oldKeyId} does not exist. It may already have been rotated. Nothing was changed.`,
    );
  }
  const { key, ...made } = await makeKey(neon, options, before);
  const both = `API key ${made.id} (${made.name}) is new, and the old one, ${oldKeyId}, still works.`;
  try {
    await options.store(key, made);
  } catch (cause) {
    const message = messageParts`${both} Storing the new one failed. ${term('Store getRotatedSecret(error), or revoke')} ${made.id} and rotate again.`;
    throw stopRotation('store', message, cause, key);
  }
  try {
    await probeUntil(() => options.verify(key, made), neon.runtime, options);
  } catch (cause) {
    const message = messageParts`${both} The new one is stored, but ${term('verify')} failed with it. Check what was stored.`;
    throw stopRotation('verify', message, cause, key);
  }
  try {
    await revokeKey(neon, options);
  } catch (cause) {
    const message = messageParts`API key ${made.id} is stored and works, but revoking ${oldKeyId} failed. Revoke it in the Neon Console.`;
    throw stopRotation('revoke', message, cause, key);
  }
  return made;
}

async function listKeys(neon: NeonCaller, options: RotateApiKeyOptions): Promise<readonly RotatedApiKey[]> {
  const { orgId: org_id } = options;
  const call = callOptions(options);
  return org_id === undefined ? listApiKeys(neon, {}, call) : listOrgApiKeys(neon, { org_id }, call);
}

async function makeKey(
  neon: NeonCaller,
  options: RotateApiKeyOptions,
  before: readonly RotatedApiKey[],
): Promise<RotatedApiKey & { readonly key: string }> {
  const { name: key_name, orgId: org_id, projectId } = options;
  const call = callOptions(options);
  try {
    const { id, name, key } =
      org_id === undefined
        ? await createApiKey(neon, { body: { key_name } }, call)
        : await createOrgApiKey(neon, { org_id, body: withoutUndefined({ key_name, project_id: projectId }) }, call);
    return { id, name, key };
  } catch (cause) {
    if (!isLostAnswer(cause)) throw cause;
    throw stopRotation('create', messageParts`${await describeUnknownKeys(neon, options, before)}`, cause);
  }
}

/** Names new keys with that name. Does not revoke them, because they may belong to someone else. */
async function describeUnknownKeys(
  neon: NeonCaller,
  options: RotateApiKeyOptions,
  before: readonly RotatedApiKey[],
): Promise<string> {
  const lost = `The response to creating an API key named ${JSON.stringify(options.name)} was lost. The old key still works.`;
  const known = new Set(before.map(({ id }) => id));
  const now = await listKeys(neon, options).catch(() => undefined);
  if (now === undefined) return `${lost} Look for a key with that name, revoke it, and try again.`;
  const ids = now.filter(({ id, name }) => name === options.name && !known.has(id)).map(({ id }) => id);
  return ids.length === 0
    ? `${lost} No key was created. Try again.`
    : `${lost} New keys with that name, whose secret is lost: ${ids.join(', ')}. Revoke yours and try again.`;
}

async function revokeKey(neon: NeonCaller, options: RotateApiKeyOptions): Promise<void> {
  const { oldKeyId: key_id, orgId: org_id } = options;
  const call = callOptions(options);
  const revoke = (): Promise<unknown> =>
    org_id === undefined ? revokeApiKey(neon, { key_id }, call) : revokeOrgApiKey(neon, { org_id, key_id }, call);
  try {
    await revoke();
  } catch (error) {
    if (hasStatus(error, 404)) return;
    if (!isLostAnswer(error)) throw error;
    await revoke().catch((again: unknown) => {
      // Docs: a revoked key is refused at once. If the client uses that key itself, the status is 401.
      if (!hasStatus(again, 404) && !hasStatus(again, 401)) throw again;
    });
  }
}
