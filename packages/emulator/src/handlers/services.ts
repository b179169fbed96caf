import type { BranchRecord, BranchServices } from '../state/index.ts';

/** What the branch offers beside Postgres; nothing at first. */
export function servicesOf(record: BranchRecord): BranchServices {
  record.services ??= { dataApis: {}, buckets: [], functions: [], credentials: [] };
  return record.services;
}

/** For a child: buckets and functions branch with the data; keys and what is tied to an address stay behind. */
export function copyServices({ buckets, functions }: BranchServices, _branchId: string): BranchServices {
  return { dataApis: {}, buckets: structuredClone(buckets), functions: structuredClone(functions), credentials: [] };
}
