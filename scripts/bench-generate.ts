import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { pathToFileURL } from 'node:url';
import { ROOT } from './repository.ts';
import { type Command, node, pnpm } from './run-command.ts';

const ROUNDS = 5;
const CLI = join(ROOT, 'packages/codegen/dist/cli.js');

interface Cost {
  readonly ms: number;
  /** Peak memory of the largest Node process; undefined if none reported it. */
  readonly peakMegabytes: number | undefined;
}

/** Prints the cost of generating: a full run, a cached run, and each command separately. */
async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'neon-api-bench-'));
  try {
    const { packageManager } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
      packageManager: string;
    };
    // Loose mode passes the environment on, so that the tasks report their memory.
    const clean = pnpm(packageManager, ['run', 'generate', '--force', '--env-mode=loose', '--output-logs=errors-only']);
    const turbo = {
      file: join(ROOT, 'node_modules/.bin/turbo'),
      args: ['run', 'generate', '--output-logs=errors-only'],
    };
    const subset = ['--operations', 'createProject,listProjects,getProject', '--out', join(folder, 'subset')];
    const rows: readonly (readonly [string, Command])[] = [
      ['pnpm generate, nothing cached', clean],
      ['turbo run generate, all cached', turbo],
      ['all types', node(CLI, 'generate', '--types', join(folder, 'types'))],
      ['all functions', node(CLI, 'generate', '--functions', join(folder, 'functions'))],
      ['a subset of three operations', node(CLI, 'generate', ...subset)],
    ];
    printRow(`median of ${ROUNDS}`, 'ms', 'peak MB');
    for (const [name, command] of rows) {
      const costs: Cost[] = [];
      for (let index = 0; index < ROUNDS; index++) costs.push(await measure(command, folder));
      printRow(name, median(costs).toFixed(0), peakOf(costs)?.toFixed(0) ?? '-');
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Runs the command. Each Node process in it writes its peak memory to its own file when it exits. */
async function measure({ file, args }: Command, folder: string): Promise<Cost> {
  const peaks = join(mkdtempSync(join(folder, 'peaks-')), 'peaks.txt');
  const reporter = `data:text/javascript,${encodeURIComponent(
    `import { appendFileSync } from 'node:fs';
     process.on('exit', () => appendFileSync(${JSON.stringify(peaks)}, process.resourceUsage().maxRSS + '\\n'));`,
  )}`;
  const startedAt = performance.now();
  await new Promise<void>((resolve, reject) => {
    const env = { ...process.env, NODE_OPTIONS: `--import=${reporter}` };
    const child = spawn(file, [...args], { cwd: ROOT, env, stdio: ['ignore', 'ignore', 'inherit'] });
    child.on('error', reject);
    child.on('exit', (code) => (code === 0 ? resolve() : reject(new Error(`${file} ${args.join(' ')}: ${code}`))));
  });
  const ms = performance.now() - startedAt;
  // Turbo is not a Node process, and starts none if everything is cached.
  const kilobytes = existsSync(peaks) ? readFileSync(peaks, 'utf8').trim().split('\n').map(Number) : [];
  return { ms, peakMegabytes: kilobytes.length === 0 ? undefined : Math.max(...kilobytes) / 1024 };
}

function printRow(name: string, ms: string, peak: string): void {
  process.stdout.write(`${name.padEnd(34)}${ms.padStart(6)}${peak.padStart(10)}\n`);
}

function peakOf(costs: readonly Cost[]): number | undefined {
  const known = costs.flatMap(({ peakMegabytes }) => peakMegabytes ?? []);
  return known.length === 0 ? undefined : Math.max(...known);
}

function median(costs: readonly Cost[]): number {
  const sorted = costs.map(({ ms }) => ms).sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await main();
