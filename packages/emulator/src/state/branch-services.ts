import type {
  BucketAccessLevel,
  CredentialMeta,
  DataAPICreateRequest,
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

/** The services of a branch other than Postgres. `SERVICE_RULES` says how they branch. */
export interface BranchServices {
  auth?: AuthRecord;
  /** The users of an integration that was disabled without deleting its data. */
  formerAuthUsers?: AuthUserRecord[];
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
  /** Undefined in states of earlier versions. */
  readonly createdAt?: string;
  roles: readonly string[];
}

export interface AuthRecord {
  readonly integration: NeonAuthIntegration;
  readonly secretServerKey: string;
  readonly publishableClientKey: string;
  users: AuthUserRecord[];
  domains: NeonAuthRedirectURIWhitelistDomain[];
  oauthProviders: OauthProviderRecord[];
  allowLocalhost: boolean;
  emailAndPassword: NeonAuthEmailAndPasswordConfig;
  emailServer: NeonAuthEmailServerConfig;
  magicLink: NeonAuthMagicLinkConfig;
  organization: NeonAuthOrganizationConfig;
  phoneNumber: NeonAuthPhoneNumberConfig;
  webhook: NeonAuthWebhookConfig;
}

export interface OauthProviderRecord extends NeonAuthOauthProvider {
  /** The document shows it in requests only. */
  readonly microsoft_tenant_id?: string;
}

export interface DataApiRecord {
  readonly url: string;
  settings: DataAPISettings;
  /** What the request asked for beyond the settings. It has no effect. Undefined in states of earlier versions. */
  readonly asked?: Omit<DataAPICreateRequest, 'settings'>;
}

export interface ObjectRecord {
  readonly key: string;
  readonly sizeBytes: number;
  /** SHA-256 of the content, and the name of its file. */
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
  /** Undefined if the slug is shown. */
  displayName?: string;
  readonly createdAt: string;
  readonly deployments: NeonFunctionDeployment[];
}

export interface CredentialRecord {
  readonly meta: CredentialMeta;
  /** Undefined for credentials of an earlier version, which cannot be revealed. */
  secrets?: CredentialSecrets;
}

export interface CredentialSecrets {
  readonly apiToken: string;
  readonly s3SecretAccessKey: string;
}

/** The cause of a function call: a cron expression, or uploads to a bucket. */
export type TriggerEvent =
  | { readonly type: 'schedule'; readonly cron: string }
  | { readonly type: 'storage_object_created'; readonly bucketName: string; readonly prefix?: string };

/** A trigger's configuration on one branch. Descendants without their own see it, disabled. */
export interface TriggerConfig {
  readonly name: string;
  readonly functionSlug: string;
  readonly functionPath: string;
  readonly event: TriggerEvent;
  readonly isEnabled: boolean;
  /** Increases with each change. */
  readonly version: number;
  /** RFC 3339; undefined for a disabled schedule or one that never runs. */
  readonly nextRunAt?: string;
}

export interface TriggerRecord {
  /** The same on every branch with this trigger. */
  readonly id: string;
  /** Undefined if this branch deleted an inherited trigger. */
  config?: TriggerConfig;
}

export interface CustomDomainRecord {
  /** Lower case, without a trailing dot. */
  readonly domain: string;
  readonly functionSlug: string;
  readonly registeredAt: string;
}
