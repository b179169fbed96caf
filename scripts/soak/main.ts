import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { chooseNames, exitWith, formatTable } from '../harness/index.ts';
import { ROOT } from '../repository.ts';
import { SOAKS, type Soak } from './soaks.ts';

const HEAD = ['soak', 'settings', 'result', 'seconds'];

/** Runs the long versions of tests, one after another. Exits with 1 if one fails. */
async function main(): Promise<number> {
  const { only } = parseArgs({ options: { only: { type: 'string' } } }).values;
  const rows: string[][] = [];
  for (const name of chooseNames(only, Object.keys(SOAKS), 'soak')) {
    const soak = SOAKS[name];
    if (soak) rows.push([name, ...(await run(soak))]);
  }
  process.stdout.write(`${formatTable([HEAD, ...rows], 3).join('\n')}\n`);
  return rows.some(([, , result]) => result !== 'passed') ? 1 : 0;
}

async function run({ env, files }: Soak): Promise<string[]> {
  const startedAt = performance.now();
  const args = ['node_modules/vitest/vitest.mjs', 'run', '--reporter=default', ...files];
  const child = spawn(process.execPath, args, { cwd: ROOT, env: { ...process.env, ...env }, stdio: 'inherit' });
  const [code] = await once(child, 'exit');
  const settings = Object.entries(env).map((entry) => entry.join('='));
  const seconds = (performance.now() - startedAt) / 1000;
  return [settings.join(' '), code === 0 ? 'passed' : 'failed', seconds.toFixed(0)];
}

await exitWith(main);
