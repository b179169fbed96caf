import { readdirSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { type MeasuredFixture, measureFixtures } from './measure.ts';

const BASELINE = 'empty';

const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '5' }, json: { type: 'boolean', default: false } },
});
const names = readdirSync(new URL('./fixtures', import.meta.url))
  .filter((file) => file.endsWith('.ts'))
  .map((file) => file.replace(/\.ts$/, ''))
  .sort((a, b) => Number(b === BASELINE) - Number(a === BASELINE) || a.localeCompare(b));
const rounds = Number(values.rounds);

const tables = {
  'skipLibCheck on, five operation calls': measureFixtures(names, rounds, ['--skipLibCheck', 'true']),
  'skipLibCheck off': measureFixtures(names, 1, ['--skipLibCheck', 'false']),
};

if (values.json) process.stdout.write(`${JSON.stringify(tables)}\n`);
else for (const [title, fixtures] of Object.entries(tables)) printTable(title, fixtures);

function printTable(title: string, fixtures: readonly MeasuredFixture[]): void {
  const baseline = fixtures.find(({ name }) => name === BASELINE)?.cost;
  if (baseline === undefined) throw new Error('The fixture "empty" is missing.');
  const rows = fixtures.map(({ name, cost }) => [
    name,
    String(cost.instantiations - baseline.instantiations),
    cost.checkMs.toFixed(0),
    cost.totalMs.toFixed(0),
    `${(cost.totalMs / baseline.totalMs).toFixed(2)}x`,
    cost.memoryMb.toFixed(0),
  ]);
  const header = ['', 'instantiations', 'check ms', 'total ms', 'vs empty', 'MB'];
  const lines = [header, ...rows].map(
    ([name = '', ...cells]) => name.padEnd(36) + cells.map((cell) => cell.padStart(15)).join(''),
  );
  process.stdout.write(`\n${title}, medians of the rounds\n${lines.join('\n')}\n`);
}
