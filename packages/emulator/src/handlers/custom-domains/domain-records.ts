import type { BranchRecord, CustomDomainRecord, State } from '../../state/index.ts';

export interface Owner {
  readonly record: BranchRecord;
  readonly registered: CustomDomainRecord;
}

export function domainsOf({ services }: BranchRecord): readonly CustomDomainRecord[] {
  return services?.customDomains ?? [];
}

/** Finds the branch that has the domain. Docs (functions/custom-domains): a hostname is unique in all of Neon. */
export function findOwner({ projects }: State, domain: string): Owner | undefined {
  for (const { branches, isDeleted } of projects.values()) {
    if (isDeleted) continue;
    for (const record of branches.values()) {
      const registered = domainsOf(record).find((candidate) => candidate.domain === domain);
      if (registered) return { record, registered };
    }
  }
  return undefined;
}

/** Releases the domains of a deleted branch: others can register them, and a recovery does not restore them. */
export function releaseDomains({ services }: BranchRecord): void {
  delete services?.customDomains;
}
