import type { NeonClient } from '@neon-api/client';
import { connectionUris, forEachProject, provisionTenants, type Step } from '@neon-api/helpers';
import { createFileCheckpoint } from '@neon-api/helpers/node';
import { addPlan, createSchema } from './migrations.ts';
import { query } from './query.ts';

export interface Summary {
  readonly tenants: number;
  /** Number of databases that the second call created: none. */
  readonly madeTwice: number;
  /** Number of databases migrated by the interrupted run and by the next run. */
  readonly migrated: readonly number[];
  /** Data read from each tenant's database. */
  readonly rows: readonly { readonly name: string; readonly plan: string }[];
}

export interface StoryOptions {
  readonly tenants: readonly string[];
  /** File of the migration's checkpoint. */
  readonly checkpointPath: string;
  readonly print: (line: string) => void;
}

/** Creates a database per tenant, and migrates them all in a run that fails halfway and is resumed. */
export async function tellStory(neon: NeonClient, { tenants, checkpointPath, print }: StoryOptions): Promise<Summary> {
  const provision = () =>
    provisionTenants(neon, {
      tenants,
      template: { kind: 'project', databaseName: 'app' },
      setUp: ({ key, uris }) => createSchema(uris.direct, key),
    });
  const first = await provision();
  for (const { result } of first.done) print(`${result.key.padEnd(10)} ${result.projectId}`);
  const second = await provision();
  const madeTwice = second.done.filter(({ result }) => result.created).length;
  print(`Called again: ${second.done.length} found, ${madeTwice} created.`);

  const broken = second.done[1]?.result.projectId;
  let isBroken = true;
  const migrate: Step<{ key: string; projectId: string }, void> = async ({ projectId }, context) => {
    if (isBroken && projectId === broken) throw new Error('out of disk');
    const { direct } = await connectionUris(context.neon, { projectId, signal: context.signal });
    await addPlan(direct);
  };
  const migrated: number[] = [];
  for (const attempt of ['first', 'second']) {
    const checkpoint = createFileCheckpoint(checkpointPath, { job: 'add plan' });
    const { done, failed, skipped } = await forEachProject(neon, {}, migrate, { concurrency: 4, checkpoint });
    migrated.push(done.length);
    print(`Migration, ${attempt} run: ${done.length} done, ${failed.length} failed, ${skipped.length} skipped.`);
    isBroken = false;
  }
  const rows = second.done.map(({ result }) =>
    query<{ name: string; plan: string }>(result.uris.pooled, 'select name, plan from tenant'),
  );
  return { tenants: tenants.length, madeTwice, migrated, rows: (await Promise.all(rows)).flat() };
}
