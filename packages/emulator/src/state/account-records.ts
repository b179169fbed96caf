import type { Invitation, Member, Organization, VPCEndpointWithRegion } from '@neon-api/types';

export interface UserRecord {
  readonly id: string;
  readonly name: string;
  readonly lastName: string;
  readonly email: string;
}

export interface OrganizationRecord {
  readonly organization: Organization;
  readonly members: Member[];
  readonly invitations: Invitation[];
  readonly vpcEndpoints: VPCEndpointWithRegion[];
  spendingLimitCents: number | null;
}

/** An API key, stored as the digest of its secret. */
export interface ApiKeyRecord {
  readonly id: number;
  readonly name: string;
  readonly digest: string;
  readonly createdAt: string;
  /** The user who created it. */
  readonly userId: string;
  /** Undefined for a key of the user. */
  readonly orgId?: string;
  /** The only project that the key can access. */
  readonly projectId?: string;
  lastUsedAt?: string;
}
