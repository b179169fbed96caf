import type { BranchRecord, BranchServices } from '../../state/index.ts';

/** Returns the services of the branch other than Postgres, initially empty. */
export function servicesOf(record: BranchRecord): BranchServices {
  record.services ??= { dataApis: {}, buckets: [], functions: [], credentials: [] };
  return record.services;
}

/**
 * Copies the services to a child: buckets and functions branch with the data; credentials, triggers and domains do not.
 * A child looks up triggers on its ancestors. A restored branch keeps its `own` credentials, triggers and domains.
 */
export function copyServices({ buckets, functions }: BranchServices, own: BranchServices | undefined): BranchServices {
  const { credentials = [], triggers, customDomains } = own ?? {};
  return {
    dataApis: {},
    buckets: structuredClone(buckets),
    functions: structuredClone(functions),
    credentials,
    ...(triggers ? { triggers } : {}),
    ...(customDomains ? { customDomains } : {}),
  };
}
