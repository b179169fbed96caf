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

/** An API key without its secret: only the digest of that is kept. */
export interface ApiKeyRecord {
  readonly id: number;
  readonly name: string;
  readonly digest: string;
  readonly createdAt: string;
  /** Who made it. */
  readonly userId: string;
  /** Of an organization rather than of the user. */
  readonly orgId?: string;
  /** May reach this project alone. */
  readonly projectId?: string;
  lastUsedAt?: string;
}
