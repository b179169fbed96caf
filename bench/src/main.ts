import { parseArgs } from 'node:util';
import { MEASUREMENTS, type Result } from './measurements/index.ts';
import { findPeers } from './peers/index.ts';
import { printTable } from './print-table.ts';
import { describeCircumstances, RESULTS_PATH, writeResults } from './write-results.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { rounds: { type: 'string', default: '5' }, json: { type: 'boolean', default: false } },
});
const unknown = positionals.filter((name) => !MEASUREMENTS.some((measurement) => measurement.name === name));
if (unknown.length > 0) {
  const known = MEASUREMENTS.map(({ name }) => name).join(', ');
  process.stderr.write(`Unknown measurement: ${unknown.join(', ')}. Choose from: ${known}.\n`);
  process.exit(2);
}

const { installed, missing } = findPeers();
const chosen = MEASUREMENTS.filter(({ name }) => positionals.length === 0 || positionals.includes(name));
const results: Result[] = [];
for (const measurement of chosen) {
  const result = await measurement.run({ peers: installed, rounds: Number(values.rounds) });
  results.push(result);
  if (!values.json) process.stdout.write(printTable(result));
}

const circumstances = describeCircumstances(Number(values.rounds), new Date());
const { node, cpu, cores } = circumstances;
writeResults(results, circumstances);
if (values.json) process.stdout.write(`${JSON.stringify({ machine: { node, cpu, cores }, missing, results })}\n`);
else {
  process.stdout.write(`\nNode ${node}, ${cores} × ${cpu}; medians of ${values.rounds} rounds or more\n`);
  if (missing.length > 0) process.stdout.write(`Not measured because not installed: ${missing.join(', ')}\n`);
  process.stdout.write(`Written to ${RESULTS_PATH}\n`);
}
// Peers may keep sockets alive for a while.
process.exit(0);
