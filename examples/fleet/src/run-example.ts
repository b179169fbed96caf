import { createNeonClient, paginate } from '@neon-api/client';
import { listProjects } from '@neon-api/client/operations';
import type { Emulator } from '@neon-api/emulator';
import { createFleet } from '@neon-api/fleet';
import { countRequests, type RequestCounts } from './count-requests.ts';
import { startWorkers } from './workers.ts';

export interface Summary extends RequestCounts {
  /** The units of the job: one for each tenant. */
  readonly units: number;
  readonly done: number;
  readonly failed: number;
  /** Tenants that have more than one project in the emulator. */
  readonly duplicates: number;
  /** Workers that SIGKILL has ended. */
  readonly workersKilled: number;
  readonly seconds: number;
}

export interface ExampleOptions {
  /** The account, with its limits. */
  readonly emulator: Emulator;
  /** The database of the queue. */
  readonly connectionString: string;
  /** The program of a worker. */
  readonly workerPath: string;
  readonly tenants: number;
  readonly workers: number;
  readonly print: (line: string) => void;
}

const JOB = 'provision';

/** Creates a project for each tenant with several worker processes, and kills one of them when half are done. */
export async function runExample(options: ExampleOptions): Promise<Summary> {
  const { emulator, connectionString, workerPath, print } = options;
  const { apiKey, apiUrl: baseUrl, orgId } = emulator;
  const neon = createNeonClient({ apiKey, baseUrl, orgId });
  const fleet = await createFleet({ connectionString, neon, name: 'tenants' });
  const stopCounting = countRequests(emulator);
  const startedMs = performance.now();
  const workers = startWorkers(workerPath, options.workers, {
    NEON_FLEET_DATABASE_URL: connectionString,
    NEON_API_KEY: apiKey,
    NEON_API_BASE_URL: baseUrl,
    NEON_ORG_ID: orgId,
  });
  const follow = async (): Promise<void> => {
    let isKilled = false;
    for await (const { doneCount, total, remainingMs } of fleet.progress(JOB)) {
      print(`${doneCount} of ${total} tenants${describeRest(remainingMs)}`);
      if (isKilled || doneCount < total / 2) continue;
      workers.killOne();
      isKilled = true;
      print('One of the workers is killed with SIGKILL.');
    }
  };
  try {
    const tenants = Array.from({ length: options.tenants }, (_, index) => `customer-${index + 1}`);
    // Only the workers run units.
    const provisioning = fleet.provisionTenants(JOB, { tenants, template: { kind: 'project' }, concurrency: 0 });
    await Promise.race([Promise.all([provisioning, follow()]), workers.failed]);
    const seconds = Math.round((performance.now() - startedMs) / 100) / 10;
    const { total: units, doneCount: done, failedCount: failed } = await fleet.status(JOB);
    const workersKilled = await workers.stop();
    const counts = stopCounting();
    const projects = await paginate(neon, listProjects).collect();
    const duplicates = countDuplicates(projects.map(({ name }) => name));
    return { units, done, failed, duplicates, workersKilled, seconds, ...counts };
  } finally {
    stopCounting();
    await workers.stop();
    await fleet.close();
  }
}

/** Returns how many of the names occur more than once. */
export function countDuplicates(names: readonly string[]): number {
  return new Set(names.filter((name, index) => names.indexOf(name) !== index)).size;
}

function describeRest(remainingMs: number | undefined): string {
  return remainingMs === undefined ? '' : `, about ${Math.round(remainingMs / 1_000)} s left`;
}
