import type { BranchRecord, CredentialRecord } from '../../state/index.ts';

/** The credential of a branch that still authenticates. */
export function findCredential(
  { services }: BranchRecord,
  tokenId: string,
  nowMs: number,
): CredentialRecord | undefined {
  return services?.credentials.find((record) => record.meta.token_id === tokenId && isLive(record, nowMs));
}

/** Spec: a credential ends with its revocation or its time. */
export function isLive({ meta }: CredentialRecord, nowMs: number): boolean {
  if (meta.revoked_at !== undefined) return false;
  return meta.expires_at === undefined || Date.parse(meta.expires_at) > nowMs;
}
