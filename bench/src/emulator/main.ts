import { parseArgs } from 'node:util';
import { apiFigures } from './api-figures.ts';
import { describeFigure, type Figure } from './figure.ts';
import { branchFigures, memoryFigures, portFigures, startFigures } from './postgres/index.ts';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    json: { type: 'boolean', default: false },
    /** The only group to measure. Default: all. */
    only: { type: 'string' },
    /** Number of branches for the memory figure. */
    branches: { type: 'string', default: '100' },
    /** Size of the large branch in MB. */
    size: { type: 'string', default: '1000' },
  },
});
const rounds = Number(values.rounds);
const figures: Figure[] = [];

async function collect(measured: AsyncIterable<Figure>): Promise<void> {
  for await (const figure of measured) {
    figures.push(figure);
    if (!values.json) process.stdout.write(`${describeFigure(figure)}\n`);
  }
}

const groups = {
  api: () => apiFigures(rounds),
  start: () => startFigures(rounds),
  branches: () => branchFigures(rounds, Number(values.size)),
  port: () => portFigures(rounds),
  memory: () => memoryFigures(Number(values.branches)),
};
for (const [name, measure] of Object.entries(groups)) {
  if (values.only === undefined || values.only === name) await collect(measure());
}
if (values.json) process.stdout.write(`${JSON.stringify(figures)}\n`);
