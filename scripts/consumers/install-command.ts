import { type Command, pnpm } from '../run-command.ts';
import type { PackageManager } from './complete-manifest.ts';

const FLAGS = ['--ignore-scripts', '--prefer-offline'];

/** Installs the project that it runs in. No script of a package runs, and what is in the cache is not fetched again. */
export function installCommand(manager: PackageManager, packageManager: string): Command {
  if (manager === 'npm') return { file: 'npm', args: ['install', ...FLAGS, '--no-audit', '--no-fund'] };
  return pnpm(packageManager, ['install', ...FLAGS, '--ignore-workspace', '--no-frozen-lockfile']);
}
