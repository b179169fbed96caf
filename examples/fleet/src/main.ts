import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { createNeonClient } from '@neon-api/client';
import { startEmulator } from '@neon-api/emulator';
import { provisionProject } from '@neon-api/helpers';
import { runExample, type Summary } from './run-example.ts';

const USAGE = `Usage: fleet [--tenants N] [--workers N] [--json]

  --tenants N   number of tenants, from 1 to 1,000 (default: 300)
  --workers N   number of worker processes, of which one is killed, from 2 to 10 (default: 3)
  --json        print one summary line instead of the progress`;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      tenants: { type: 'string', default: '300' },
      workers: { type: 'string', default: '3' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) return print(USAGE);
  const tenants = readCount('--tenants', values.tenants, 1, 1_000);
  const workers = readCount('--workers', values.workers, 2, 10);
  // Two emulators: 300 databases would take 15 GB, so the tenants get none. Only the queue has a real Postgres.
  await using account = await startEmulator({ postgres: 'off', limits: true });
  await using database = await startEmulator();
  const { apiKey, apiUrl: baseUrl, orgId } = database;
  const { uris } = await provisionProject(createNeonClient({ apiKey, baseUrl, orgId }), { name: 'neon-fleet' });
  const summary = await runExample({
    emulator: account,
    connectionString: uris.direct,
    workerPath: fileURLToPath(new URL('worker.js', import.meta.url)),
    tenants,
    workers,
    print: values.json ? () => undefined : print,
  });
  print(values.json ? JSON.stringify(summary) : tableOf(summary));
  if (summary.done !== tenants || summary.duplicates > 0) process.exitCode = 1;
}

function readCount(flag: string, given: string, min: number, max: number): number {
  const count = Number(given);
  if (Number.isInteger(count) && count >= min && count <= max) return count;
  throw new Error(`${flag} must be a whole number from ${min} to ${max}, not ${JSON.stringify(given)}.`);
}

function tableOf(summary: Summary): string {
  const rows = Object.entries({ ...summary, limitUsed: `${(summary.limitUsed * 100).toFixed(1)} %` });
  return rows.map(([name, value]) => `${name.padEnd(14)}${String(value).padStart(8)}`).join('\n');
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

try {
  await main();
} catch (error) {
  process.stderr.write(`fleet: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
