import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import * as helpers from '../src/index.ts';
import * as node from '../src/node/index.ts';

const README = readFileSync(new URL('../README.md', import.meta.url), 'utf8');

it('the table in the README has one row for every exported function', () => {
  const rows = [...README.matchAll(/^\| `(\w+)` +\| (\S.*) \|$/gm)].map(([, name]) => name);
  expect(rows.toSorted()).toEqual([...Object.keys(helpers), ...Object.keys(node)].sort());
});
