import type { CredentialRecord } from '../../state/index.ts';

/** Whether the credential still authenticates. */
export function isLive({ meta }: CredentialRecord, nowMs: number): boolean {
  if (meta.revoked_at !== undefined) return false;
  return meta.expires_at === undefined || Date.parse(meta.expires_at) > nowMs;
}
