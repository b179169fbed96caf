import { neonApiClient } from '../peers/index.ts';
import { BUDGETS } from './budgets.ts';
import { measureBundle } from './bundle-size.ts';

const { bundles } = neonApiClient;
if (bundles === undefined) throw new Error('our own bundles are missing');
const sources = { 'one call': bundles.oneCall, 'two calls': bundles.twoCalls, ...bundles.further };

let over = 0;
process.stdout.write('bytes, minified and gzipped\n');
for (const [name, source] of Object.entries(sources)) {
  const size = await measureBundle(source);
  const budget = BUDGETS[name];
  const tooLarge = budget !== undefined && size > budget;
  if (tooLarge) over += 1;
  const verdict = budget === undefined ? '' : `  of ${budget}: ${tooLarge ? 'TOO LARGE' : 'ok'}`;
  process.stdout.write(`${name.padEnd(36)}${String(size).padStart(7)}${verdict}\n`);
}
if (over > 0) {
  process.stderr.write('A bundle is over its budget: see what its last change pulled in, or argue for a new budget.\n');
  process.exitCode = 1;
}
