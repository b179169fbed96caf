import type { AuthRecord, BranchRecord, BranchServices, DataApiRecord } from '../../state/index.ts';
import { SERVICE_RULES, type ServiceName } from './service-rules.ts';

/** Returns the services of the branch other than Postgres, initially empty. */
export function servicesOf(record: BranchRecord): BranchServices {
  record.services ??= newServices();
  return record.services;
}

export function newServices(): BranchServices {
  return { dataApis: {}, buckets: [], functions: [], credentials: [] };
}

export function authUrlOf(origin: string, branchId: string): string {
  return `${origin}/auth/${branchId}`;
}

export function dataApiUrlOf(origin: string, branchId: string, database: string): string {
  return `${origin}/data-api/${branchId}/${encodeURIComponent(database)}/rest/v1`;
}

export type ServiceChange = 'onCreate' | 'onReset' | 'onRestore';

/** The branch that services are copied to. */
export interface ServiceTarget {
  readonly branchId: string;
  readonly own: BranchServices | undefined;
  /** The origin of the emulator's URLs. */
  readonly origin: string;
}

/** Returns the services of a branch after it is created from the source, reset to it or restored from it. */
export function copyServices(
  source: BranchServices | undefined,
  target: ServiceTarget,
  change: ServiceChange,
): BranchServices {
  const pick = (service: ServiceName): BranchServices | undefined =>
    SERVICE_RULES[service][change] === 'source' ? source : target.own;
  const { auth, formerAuthUsers } = pick('auth') ?? {};
  const triggers = pick('triggers')?.triggers;
  const customDomains = pick('customDomains')?.customDomains;
  return structuredClone({
    ...(auth ? { auth: moveAuth(auth, target) } : {}),
    ...(formerAuthUsers ? { formerAuthUsers } : {}),
    dataApis: moveDataApis(pick('dataApis')?.dataApis ?? {}, target),
    buckets: pick('buckets')?.buckets ?? [],
    functions: pick('functions')?.functions ?? [],
    credentials: pick('credentials')?.credentials ?? [],
    ...(triggers ? { triggers } : {}),
    ...(customDomains ? { customDomains } : {}),
  });
}

function moveAuth(auth: AuthRecord, { branchId, own, origin }: ServiceTarget): AuthRecord {
  const baseUrl = own?.auth?.integration.base_url ?? authUrlOf(origin, branchId);
  return { ...auth, integration: { ...auth.integration, branch_id: branchId, ...authUrls(baseUrl) } };
}

/** Returns the fields of an integration that are derived from its base URL. */
export function authUrls(baseUrl: string): { readonly base_url: string; readonly jwks_url: string } {
  return { base_url: baseUrl, jwks_url: `${baseUrl}/.well-known/jwks.json` };
}

function moveDataApis(
  dataApis: Readonly<Record<string, DataApiRecord>>,
  { branchId, own, origin }: ServiceTarget,
): Record<string, DataApiRecord> {
  return Object.fromEntries(
    Object.entries(dataApis).map(([database, dataApi]) => {
      const url = own?.dataApis[database]?.url ?? dataApiUrlOf(origin, branchId, database);
      return [database, { ...dataApi, url }];
    }),
  );
}

/** Returns the services as of a time, as far as the records tell when they were created. */
export function servicesAt(services: BranchServices, timeMs: number): BranchServices {
  const wasThere = (time: string | undefined): boolean => time === undefined || Date.parse(time) <= timeMs;
  const { auth, buckets, functions } = services;
  const { auth: _auth, ...others } = services;
  return {
    ...others,
    ...(auth && wasThere(auth.integration.created_at)
      ? { auth: { ...auth, users: auth.users.filter(({ createdAt }) => wasThere(createdAt)) } }
      : {}),
    buckets: buckets
      .filter(({ createdAt }) => wasThere(createdAt))
      .map((bucket) => ({ ...bucket, objects: bucket.objects.filter(({ lastModified }) => wasThere(lastModified)) })),
    functions: functions
      .filter(({ createdAt }) => wasThere(createdAt))
      .map((fn) => ({ ...fn, deployments: fn.deployments.filter(({ created_at }) => wasThere(created_at)) })),
  };
}
