import { expect, test } from 'vitest';
import { createRunner } from './run-program.ts';

async function outputOf(code: string): Promise<string[]> {
  const lines: string[] = [];
  const runner = createRunner();
  try {
    await runner.run({ code, target: { kind: 'emulator' }, onOutput: (text) => lines.push(text) });
  } finally {
    await runner.current?.emulator.stop();
  }
  return lines;
}

const CLIENT =
  "import { createNeonClient, type NeonClient } from '@neon-api/client';\nconst neon: NeonClient = createNeonClient();\n";

test('a program uses the client against the emulator of the page', async () => {
  const code = `${CLIENT}import { ensureBranch, provisionProject } from '@neon-api/helpers';
const { project } = await provisionProject(neon, { name: 'shop' });
const { value, created } = await ensureBranch(neon, { projectId: project.id, name: 'preview/42' });
console.log(value.name, created);`;
  expect(await outputOf(code)).toEqual(['preview/42 true']);
});

test('the ids of examples are those of the example project', async () => {
  const code = `${CLIENT}import { getProject } from '@neon-api/client/operations';
const { project } = await getProject(neon, { project_id: 'quiet-field-12345678' });
console.log(project.name);`;
  expect(await outputOf(code)).toEqual(['example']);
});

test('SQL runs on a branch in PGlite', async () => {
  const code = `${CLIENT}import { neon as connect } from '@neondatabase/serverless';
import { provisionProject } from '@neon-api/helpers';
const { uris } = await provisionProject(neon, { name: 'shop' });
const sql = connect(uris.pooled);
console.log(await sql\`SELECT 1 + 1 AS sum\`);`;
  expect(await outputOf(code)).toEqual(['[ { sum: 2 } ]']);
});

test.each([
  ["import { readFileSync } from 'node:fs';\nreadFileSync('a');", /no module node:fs/],
  ['const a = ;', /Unexpected token/],
])('%j fails', async (code, message) => {
  await expect(outputOf(code)).rejects.toThrow(message);
});
