import { createNeonClient, type NeonClient } from '@neon-api/client';
import { listProjects } from '@neon-api/client/operations';
import { provisionProject } from '@neon-api/helpers';
import type { Expectation } from '../harness/index.ts';
import type { Project, Run } from './project.ts';
import { runScript } from './run-script.ts';

/** The expected results of the first program of docs/guides/run-fleet-work-on-several-machines.md. */
export function fleetGuideOn(postgresVersion: number): readonly Expectation[] {
  return [
    { name: 'first run', gives: ['acme is done', 'globex is done'] },
    { name: 'second run', gives: ['acme was done before', 'globex was done before'] },
    { name: 'queue', gives: [`2 units are done in Postgres ${postgresVersion}`] },
    { name: 'projects', gives: ['tenant-acme', 'tenant-globex'] },
    { name: 'worker after SIGTERM', gives: 'exited with 0' },
  ];
}

/** Runs the first program of the guide twice, and starts and stops its worker. */
export const runFleetGuide =
  (postgresVersion: number): Run =>
  async (project) => {
    const { apiKey, apiUrl: baseUrl, orgId } = project;
    const neon = createNeonClient({ apiKey, baseUrl, orgId });
    const queue = await provisionProject(neon, { name: 'queue', pgVersion: postgresVersion });
    const run = (script: string, after = ''): Promise<string[]> =>
      runWith(project, script, `export NEON_FLEET_DATABASE_URL='${queue.uris.direct}'; `, after);
    return [
      { name: 'first run', value: await run('provision') },
      { name: 'second run', value: await run('provision') },
      { name: 'queue', value: await run('queue') },
      { name: 'projects', value: await tenantsOf(neon) },
      { name: 'worker after SIGTERM', value: (await run('worker', STOP_WORKER)).join() },
    ];
  };

/** Waits until the worker has printed its line or ended, sends SIGTERM, and prints the exit code. */
const STOP_WORKER = ` > worker.log & worker=$!
  until grep -qs ready worker.log || ! kill -0 $worker; do sleep 0.1; done
  kill -TERM $worker; wait $worker; echo "exited with $?"`;

async function runWith(project: Project, script: string, before: string, after: string): Promise<string[]> {
  const command = `${before}${project.scripts[script]}${after}`;
  return (await runScript({ ...project, scripts: { [script]: command } }, script)).trim().split('\n').sort();
}

async function tenantsOf(neon: NeonClient): Promise<string[]> {
  const { projects } = await listProjects(neon, { search: 'tenant-' });
  return projects.map(({ name }) => name).sort();
}
