import type { ApiKeyRecord, Store } from '../state/index.ts';
import { type Clock, sha256Of, timestampOf, toHex } from '../support/index.ts';
import type { Caller } from './caller.ts';

export function digestKey(token: string): string {
  return toHex(sha256Of(token));
}

/** Returns the owner of a key that was created through the API and is not revoked. Records its use. */
export function findKey({ state }: Store, clock: Clock, token: string): Caller | undefined {
  if (state.apiKeys.length === 0) return undefined;
  const digest = digestKey(token);
  const key = state.apiKeys.find((candidate) => candidate.digest === digest);
  if (!key) return undefined;
  key.lastUsedAt = timestampOf(clock);
  return callerOf(key);
}

function callerOf({ userId, orgId, projectId }: ApiKeyRecord): Caller {
  if (orgId === undefined) return { kind: 'user', userId };
  return projectId === undefined
    ? { kind: 'organization', userId, orgId }
    : { kind: 'project', userId, orgId, projectId };
}
