import type { CallOptions, NeonClient } from '@neon-api/client';
import { listProjectBranches } from '@neon-api/client/operations';
import type { Branch } from '@neon-api/types';

// Spec: the largest page of branches.
const PAGE_SIZE = 10_000;

export interface BranchSearch {
  readonly projectId: string;
  /** Narrows what the server sends: parts of names match, so `matches` has the last word. */
  readonly search?: string;
  readonly matches: (branch: Branch) => boolean;
}

/** The first branch that matches, over all pages; undefined when none does. */
export async function findBranch(
  neon: NeonClient,
  { projectId, search, matches }: BranchSearch,
  options?: CallOptions,
): Promise<Branch | undefined> {
  let cursor: string | undefined;
  do {
    const page = await listProjectBranches(
      neon,
      {
        project_id: projectId,
        limit: PAGE_SIZE,
        ...(search !== undefined && { search }),
        ...(cursor !== undefined && { cursor }),
      },
      options,
    );
    const found = page.branches.find(matches);
    if (found !== undefined) return found;
    const next = page.pagination?.next;
    // A server that hands out the same cursor again would keep us here for ever.
    cursor = next === cursor ? undefined : next;
  } while (cursor !== undefined && cursor !== '');
  return undefined;
}
