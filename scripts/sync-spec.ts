// Runs all steps after a change to Neon's document: pull, diff, specs/CHANGES.md, changeset, generate.
// If the facts are the same, only the lock changes.
import { appendFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { CodegenError } from '@neon-api/codegen';
import { ROOT } from './repository.ts';
import { describeSources } from './spec-sources.ts';
import { syncSpec } from './sync-repository.ts';

const USAGE = `Usage: sync-spec [--from SOURCE] [--root DIR]

  --from   npm[@VERSION], url[=URL] or file=PATH, as for neon-codegen pull (default: npm)
  --root   the repository to work on (default: this one)`;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      from: { type: 'string', default: 'npm' },
      root: { type: 'string', default: ROOT },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) return print(USAGE);
  const { written, sources } = await syncSpec(values.root, values.from);
  print(
    written === undefined
      ? 'The contract has not changed.'
      : `${written.report}\nWrote specs/, .changeset/${written.changeset} and the generated files.`,
  );
  for (const line of describeSources(sources)) print(line);
  if (process.env.GITHUB_OUTPUT !== undefined)
    appendFileSync(process.env.GITHUB_OUTPUT, `changed=${written !== undefined}\n`);
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

try {
  await main();
} catch (error) {
  if (!(error instanceof CodegenError || error instanceof TypeError)) throw error;
  process.stderr.write(`sync-spec: ${error.message}\n`);
  process.exitCode = 1;
}
