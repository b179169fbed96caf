import { neonApiClient } from '../peers/index.ts';
import { BUDGETS } from './budgets.ts';
import { measureBundle } from './bundle-size.ts';

const { bundles } = neonApiClient;
if (bundles === undefined) throw new Error('our own bundles are missing');
const sources = { 'one call': bundles.oneCall, 'two calls': bundles.twoCalls, ...bundles.further };

let over = 0;
process.stdout.write('bytes, gzipped                      initial chunk  one file\n');
for (const [name, source] of Object.entries(sources)) {
  const { initialChunk, oneFile } = await measureBundle(source);
  const budget = BUDGETS[name];
  const tooLarge = budget !== undefined && initialChunk > budget;
  if (tooLarge) over += 1;
  const verdict = budget === undefined ? '' : `  initial chunk of ${budget}: ${tooLarge ? 'TOO LARGE' : 'ok'}`;
  process.stdout.write(
    `${name.padEnd(36)}${String(initialChunk).padStart(13)}${String(oneFile).padStart(10)}${verdict}\n`,
  );
}
if (over > 0) {
  process.stderr.write('A bundle is over its budget: see what its last change pulled in, or argue for a new budget.\n');
  process.exitCode = 1;
}
