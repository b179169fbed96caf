import { parseArgs } from 'node:util';
import { chooseNames, exitWith, formatTable } from '../harness/index.ts';
import { findHandlerTests } from './handler-tests.ts';
import { runSuite } from './run-suite.ts';
import { TRANSPORTS } from './transports.ts';

/** Runs the tests of the emulator's handlers over each transport. Exits with 1 if a test fails. */
async function main(): Promise<number> {
  const { only } = parseArgs({ options: { only: { type: 'string' } } }).values;
  const rows = [['transport', 'passed', 'excluded', 'failed']];
  let failed = 0;
  for (const name of chooseNames(only, Object.keys(TRANSPORTS), 'transport')) {
    process.stderr.write(`${name}\n`);
    const run = (remote: string) => runSuite(name, remote, findHandlerTests());
    const result = await TRANSPORTS[name]?.whileOpen(run);
    if (!result) continue;
    const { passed, excluded, failures } = result;
    for (const failure of failures) process.stderr.write(`  ${failure}\n`);
    failed += failures.length;
    rows.push([name, String(passed), String(excluded), String(failures.length)]);
  }
  process.stdout.write(`${formatTable(rows, 1).join('\n')}\n`);
  return failed === 0 ? 0 : 1;
}

await exitWith(main);
