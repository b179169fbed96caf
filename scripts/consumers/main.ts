import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { chooseNames, exitWith } from '../harness/index.ts';
import { packAll } from '../pack.ts';
import { CONSUMERS } from './consumers.ts';
import { exitCodeOf, formatResults, type Result } from './format-results.ts';
import { tryConsumer } from './try-consumer.ts';

/** Tests the packed packages in typical user projects, one after another. */
async function main(): Promise<number> {
  const { only } = parseArgs({ options: { only: { type: 'string' } } }).values;
  const names = chooseNames(only, Object.keys(CONSUMERS), 'consumer');
  const packed = mkdtempSync(join(tmpdir(), 'neon-api-packed-'));
  try {
    const tarballs = await packAll(packed);
    const results: Result[] = [];
    for (const name of names) {
      const consumer = CONSUMERS[name];
      if (consumer === undefined) continue;
      process.stderr.write(`${name}\n`);
      results.push(await tryConsumer(name, consumer, tarballs));
    }
    process.stdout.write(formatResults(results));
    return exitCodeOf(results);
  } finally {
    rmSync(packed, { recursive: true, force: true });
  }
}

await exitWith(main);
