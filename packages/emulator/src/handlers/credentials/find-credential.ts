import type { BranchRecord, CredentialRecord, ProjectRecord } from '../../state/index.ts';
import { lineOf } from '../common/index.ts';

/** Finds a valid credential of the branch or of an ancestor (`SERVICE_RULES`). */
export function findCredential(
  project: Pick<ProjectRecord, 'branches'>,
  record: BranchRecord,
  tokenId: string,
  nowMs: number,
): CredentialRecord | undefined {
  return [...lineOf(project, record)]
    .flatMap(({ services }) => services?.credentials ?? [])
    .find((credential) => credential.meta.token_id === tokenId && isLive(credential, nowMs));
}

/** Spec: a credential is valid until it is revoked or expires. */
export function isLive({ meta }: CredentialRecord, nowMs: number): boolean {
  if (meta.revoked_at !== undefined) return false;
  return meta.expires_at === undefined || Date.parse(meta.expires_at) > nowMs;
}
