import type { BranchRecord, CustomDomainRecord, State } from '../../state/index.ts';

export interface Owner {
  readonly record: BranchRecord;
  readonly registered: CustomDomainRecord;
}

export function domainsOf({ services }: BranchRecord): readonly CustomDomainRecord[] {
  return services?.customDomains ?? [];
}

/** Docs (functions/custom-domains): a hostname is registered once, whoever has it. */
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

/** A branch that is deleted lets go of its domains: others can register them, and a recovery does not bring them back. */
export function releaseDomains({ services }: BranchRecord): void {
  delete services?.customDomains;
}
