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

/** What a branch offers beside Postgres. `copyServices` says what a child gets of it. */
export interface BranchServices {
  auth?: AuthRecord;
  readonly dataApis: Record<string, DataApiRecord>;
  readonly buckets: BucketRecord[];
  readonly functions: FunctionRecord[];
  readonly credentials: CredentialRecord[];
  /** Undefined in states of earlier versions. */
  triggers?: TriggerRecord[];
  /** Undefined in states of earlier versions. */
  customDomains?: CustomDomainRecord[];
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
  /** Undefined for credentials that an earlier version issued: they cannot be revealed. */
  secrets?: CredentialSecrets;
}

export interface CredentialSecrets {
  readonly apiToken: string;
  readonly s3SecretAccessKey: string;
}

/** What invokes a function: a cron expression, or uploads to a bucket. */
export type TriggerEvent =
  | { readonly type: 'schedule'; readonly cron: string }
  | { readonly type: 'storage_object_created'; readonly bucketName: string; readonly prefix?: string };

/** The configuration of a trigger as one branch has it. Descendants that have none of their own see it, disabled. */
export interface TriggerConfig {
  readonly name: string;
  readonly functionSlug: string;
  readonly functionPath: string;
  readonly event: TriggerEvent;
  readonly isEnabled: boolean;
  /** Increases with each change. */
  readonly version: number;
  /** Of an enabled schedule, RFC 3339; undefined when it never runs. */
  readonly nextRunAt?: string;
}

export interface TriggerRecord {
  /** The same on every branch that has the trigger. */
  readonly id: string;
  /** Undefined hides an inherited trigger that was deleted on this branch. */
  config?: TriggerConfig;
}

export interface CustomDomainRecord {
  /** In lower case, without a trailing dot. */
  readonly domain: string;
  readonly functionSlug: string;
  readonly registeredAt: string;
}
