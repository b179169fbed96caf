import { notFound } from '../../errors/index.ts';
import type { BucketRecord, ObjectRecord, State } from '../../state/index.ts';
import { type BranchParams, findProjectBranch, servicesOf } from '../common/index.ts';
import type { SharedContext } from '../handler.ts';

export interface BucketParams extends BranchParams {
  readonly bucket_name: string;
}

export function findBucket(context: SharedContext, params: BucketParams): BucketRecord {
  const { buckets } = servicesOf(findProjectBranch(context, params).record);
  const bucket = buckets.find(({ name }) => name === params.bucket_name);
  if (!bucket) throw notFound('bucket');
  return bucket;
}

export function findObject({ objects }: BucketRecord, key: string): ObjectRecord {
  const object = objects.find((candidate) => candidate.key === key);
  if (!object) throw notFound('object');
  return object;
}

/** Deletes the content that no object of any branch refers to. */
export function dropUnused({ store, objects }: SharedContext, digests: readonly string[]): void {
  if (digests.length === 0) return;
  const used = usedDigests(store.state);
  for (const digest of new Set(digests)) if (!used.has(digest)) objects.remove(digest);
}

/** Deletes the contents of branches that were deleted, reset or purged in an earlier run. */
export function dropUnusedObjects({ store, objects }: Pick<SharedContext, 'store' | 'objects'>): void {
  const used = usedDigests(store.state);
  for (const digest of objects.list()) if (!used.has(digest)) objects.remove(digest);
}

function usedDigests({ projects }: State): Set<string> {
  const branches = [...projects.values()].flatMap((record) => [
    ...record.branches.values(),
    ...record.deletedBranches,
    // A failing operation restores these.
    ...record.operations.flatMap(({ undo }) => Object.values(undo?.branches ?? {})).filter((image) => image !== null),
  ]);
  return new Set(
    branches
      .flatMap(({ services }) => services?.buckets ?? [])
      .flatMap(({ objects }) => objects)
      .map(({ digest }) => digest),
  );
}
