import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createNeonClient } from '@neon-api/client';
import { startEmulator } from '@neon-api/emulator';
import { tellStory } from './story.ts';

const json = process.argv.includes('--json');
const folder = mkdtempSync(join(tmpdir(), 'tenants-'));
const emulator = await startEmulator();
try {
  const neon = createNeonClient({ apiKey: emulator.apiKey, baseUrl: emulator.apiUrl, orgId: emulator.orgId });
  const summary = await tellStory(neon, {
    tenants: ['acme', 'globex', 'initech'],
    checkpointPath: join(folder, 'add-plan.jsonl'),
    print: json ? () => undefined : console.log,
  });
  console.log(json ? JSON.stringify(summary) : summary.rows.map(({ name, plan }) => `${name}: ${plan}`).join('\n'));
} finally {
  await emulator.stop();
  rmSync(folder, { recursive: true });
}
