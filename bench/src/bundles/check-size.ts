import { neonApiClient } from '../peers/index.ts';
import { BUDGETS, type Budget } from './budgets.ts';
import { measureBundle } from './bundle-size.ts';

const { bundles } = neonApiClient;
if (bundles === undefined) throw new Error('The client has no bundles to check.');
const sources = { 'one call': bundles.oneCall, 'two calls': bundles.twoCalls, ...bundles.further };

function judge(size: number, { target, most }: Budget): string {
  if (size > most) return `TOO LARGE, at most ${most}`;
  return size > target ? 'target missed' : 'ok';
}

let over = 0;
process.stdout.write('bytes, minified and gzipped\n');
for (const [name, source] of Object.entries(sources)) {
  const size = await measureBundle(source);
  const budget = BUDGETS[name];
  if (budget !== undefined && size > budget.most) over += 1;
  const verdict = budget === undefined ? '' : `  of ${budget.target}: ${judge(size, budget)}`;
  process.stdout.write(`${name.padEnd(36)}${String(size).padStart(7)}${verdict}\n`);
}
if (over > 0) {
  process.stderr.write('A bundle is over its budget. Find out what the last change added, or justify a new budget.\n');
  process.exitCode = 1;
}
