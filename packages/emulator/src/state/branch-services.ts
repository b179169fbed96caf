import type {
  BucketAccessLevel,
  CredentialMeta,
  DataAPISettings,
  NeonAuthEmailAndPasswordConfig,
  NeonAuthEmailServerConfig,
  NeonAuthIntegration,
  NeonAuthMagicLinkConfig,
  NeonAuthOauthProvider,
  NeonAuthOrganizationConfig,
  NeonAuthPhoneNumberConfig,
  NeonAuthRedirectURIWhitelistDomain,
  NeonAuthWebhookConfig,
  NeonFunctionDeployment,
} from '@neon-api/types';

/** What a branch offers beside Postgres. All of it is copied to a child when it is made. */
export interface BranchServices {
  auth?: AuthRecord;
  readonly dataApis: Record<string, DataApiRecord>;
  readonly buckets: BucketRecord[];
  readonly functions: FunctionRecord[];
  readonly credentials: CredentialRecord[];
}

export interface AuthUserRecord {
  readonly id: string;
  readonly email: string;
  readonly name?: string;
  roles: readonly string[];
}

export interface AuthRecord {
  readonly integration: NeonAuthIntegration;
  readonly secretServerKey: string;
  readonly publishableClientKey: string;
  users: AuthUserRecord[];
  domains: NeonAuthRedirectURIWhitelistDomain[];
  oauthProviders: NeonAuthOauthProvider[];
  allowLocalhost: boolean;
  emailAndPassword: NeonAuthEmailAndPasswordConfig;
  emailServer: NeonAuthEmailServerConfig;
  magicLink: NeonAuthMagicLinkConfig;
  organization: NeonAuthOrganizationConfig;
  phoneNumber: NeonAuthPhoneNumberConfig;
  webhook: NeonAuthWebhookConfig;
}

export interface DataApiRecord {
  readonly url: string;
  settings: DataAPISettings;
}

export interface ObjectRecord {
  readonly key: string;
  readonly sizeBytes: number;
  /** SHA-256 of the content, which is also the name of its file. */
  readonly digest: string;
  readonly lastModified: string;
}

export interface BucketRecord {
  readonly name: string;
  readonly accessLevel: BucketAccessLevel;
  readonly createdAt: string;
  objects: ObjectRecord[];
}

export interface FunctionRecord {
  readonly id: string;
  readonly slug: string;
  /** Undefined shows the slug. */
  displayName?: string;
  readonly createdAt: string;
  readonly deployments: NeonFunctionDeployment[];
}

export interface CredentialRecord {
  readonly meta: CredentialMeta;
}
