import { expect, test } from 'vitest';
import { readText } from './repository.ts';

interface Results {
  readonly results: readonly {
    readonly name: string;
    readonly rows: readonly { readonly peer: string; readonly figures: Readonly<Record<string, number>> }[];
  }[];
}

const CLIENTS = ['@neon-api/client', '@neon/sdk'];
const { results } = JSON.parse(readText('bench/results.json').text) as Results;

function figureOf(measurement: string, peer: string, column: string): number {
  const rows = results.find(({ name }) => name === measurement)?.rows ?? [];
  const figure = rows.find((row) => row.peer === peer)?.figures[column];
  if (figure === undefined) throw new Error(`bench/results.json has no "${column}" of ${peer} in ${measurement}.`);
  return figure;
}

/** The figures of both clients in a row of README's table. */
function readRow(title: string): number[] {
  const line =
    readText('README.md')
      .text.split('\n')
      .find((text) => text.startsWith(`| ${title} `)) ?? '';
  return line
    .split('|')
    .slice(2, 2 + CLIENTS.length)
    .map((cell) => Number.parseFloat(cell.replaceAll(',', '')));
}

// The other rows of the table depend on the machine's load, and were measured apart.
test.each<[title: string, measurement: string, column: string, digits: number]>([
  ['Bundle of two calls, gzipped', 'bundle-size', 'two calls', 1],
  ['Installed size', 'installed-size', 'on disk', 1],
  ['Requests to list 400 projects', 'listing', 'requests, 400', 0],
  ['Requests to list 10,000 projects', 'listing', 'requests, 10000', 0],
  ...[0.3, 3, 30].flatMap((seconds): [string, string, string, number][] => [
    [`Delay in detecting completion, ${seconds} s operation`, 'waits', `delay, ${seconds} s`, 0],
    [`Polls until completion, ${seconds} s operation`, 'waits', `polls, ${seconds} s`, 0],
  ]),
])('README has the figures of bench/results.json: %s', (title, measurement, column, digits) => {
  const expected = CLIENTS.map((peer) => Number(figureOf(measurement, peer, column).toFixed(digits)));
  expect(readRow(title)).toEqual(expected);
});

test('README has the figures of bench/results.json: Bundle of every operation, gzipped', () => {
  const peers = ['  @neon-api/client: all functions', '@neon/sdk'];
  const expected = peers.map((peer) => Number(figureOf('bundle-size', peer, 'everything').toFixed(1)));
  expect(readRow('Bundle of every operation, gzipped')).toEqual(expected);
});
