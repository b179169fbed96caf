import type { BranchRecord, CredentialRecord } from '../../state/index.ts';

/** Finds a valid credential of the branch. */
export function findCredential(
  { services }: BranchRecord,
  tokenId: string,
  nowMs: number,
): CredentialRecord | undefined {
  return services?.credentials.find((record) => record.meta.token_id === tokenId && isLive(record, nowMs));
}

/** Spec: a credential is valid until it is revoked or expires. */
export function isLive({ meta }: CredentialRecord, nowMs: number): boolean {
  if (meta.revoked_at !== undefined) return false;
  return meta.expires_at === undefined || Date.parse(meta.expires_at) > nowMs;
}
