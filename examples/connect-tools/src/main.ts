import { createNeonClient } from '@neon-api/client';
import { startEmulator } from '@neon-api/emulator';
import { connectionUris, ensureBranch, provisionProject } from '@neon-api/helpers';
import { PROGRAMS } from './programs.ts';
import { isPsqlInstalled } from './with-psql.ts';
import { pointServerlessDriverAt } from './with-serverless.ts';

await using emulator = await startEmulator();
const neon = createNeonClient({ baseUrl: emulator.apiUrl, apiKey: emulator.apiKey, orgId: emulator.orgId });
pointServerlessDriverAt(emulator.apiUrl);

const { project } = await provisionProject(neon, { name: 'fruit' });
for (const [tool, program] of Object.entries(PROGRAMS)) {
  if (tool === 'psql' && !isPsqlInstalled()) {
    console.log('psql: skipped, not on PATH');
    continue;
  }
  const { value: branch } = await ensureBranch(neon, { projectId: project.id, name: tool });
  const { direct } = await connectionUris(neon, { projectId: project.id, branchId: branch.id });
  const { fruits, failedWith } = await program(direct);
  console.log(`${tool}: ${fruits.map(({ name, kilos }) => `${kilos} kg of ${name}`).join(', ')}; ${failedWith}`);
}
