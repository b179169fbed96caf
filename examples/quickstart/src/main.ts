#!/usr/bin/env node
import { readOptions, USAGE } from './options.ts';
import { tellStory } from './story.ts';
import { openTarget } from './target.ts';
import { createTerminal, silent } from './terminal.ts';

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  if (options === 'help') return print(USAGE);
  const startedAt = performance.now();
  const terminal = options.json ? silent : createTerminal(process.stdout, process.env);
  const interrupted = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () =>
      interrupted.abort(new Error(`Interrupted by ${signal}. Everything that was created has been deleted.`)),
    );
  }

  terminal.step(options.live ? 'Use the real Neon API' : 'Start a local Neon: no account needed');
  if (options.live) {
    terminal.line('This creates 1 project, 1 branch and 2 computes in the account of NEON_API_KEY,');
    terminal.line('and deletes the project at the end. It may count against your plan.');
  }
  const target = await openTarget(options.live);
  try {
    terminal.line(target.apiUrl);
    const result = await tellStory(target.neon, terminal, interrupted.signal);
    const elapsedMs = Math.round(performance.now() - startedAt);
    if (options.json) print(JSON.stringify({ ...result, elapsedMs, target: target.name }));
    else terminal.line(`The whole run took ${(elapsedMs / 1000).toFixed(1)} s.`);
  } finally {
    await target.stop();
  }
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

try {
  await main();
} catch (error) {
  process.stderr.write(`quickstart: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
