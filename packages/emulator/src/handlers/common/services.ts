import type { BranchRecord, BranchServices } from '../../state/index.ts';

/** What the branch offers beside Postgres; nothing at first. */
export function servicesOf(record: BranchRecord): BranchServices {
  record.services ??= { dataApis: {}, buckets: [], functions: [], credentials: [] };
  return record.services;
}

/**
 * For a child: buckets and functions branch with the data; keys and what is tied to an address stay behind. Triggers are
 * not copied: a child looks them up on its ancestors. A branch that is restored keeps its `own` ones of all these.
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
