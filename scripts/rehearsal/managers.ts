import { readText } from '../repository.ts';
import type { Command } from '../run-command.ts';

/** What a user types to install and upgrade packages. */
export interface Manager {
  readonly name: string;
  /** Downloads the package manager itself, so that no step contains that. */
  readonly warmUp: Command;
  install(names: readonly string[]): Command;
  /** Upgrades within the ranges of package.json. */
  update(): Command;
  /** Upgrades to the newest versions. */
  upgrade(names: readonly string[]): Command;
}

const npx = (tool: string, ...args: readonly string[]): Command => ({ file: 'npx', args: ['-y', tool, ...args] });
const latest = (names: readonly string[]): string[] => names.map((name) => `${name}@latest`);

const { packageManager: PNPM } = JSON.parse(readText('package.json').text) as { packageManager: string };
const YARN = 'yarn@1.22.22';

export const MANAGERS: readonly Manager[] = [
  {
    name: 'npm',
    warmUp: { file: 'npm', args: ['--version'] },
    install: (names) => ({ file: 'npm', args: ['install', ...names] }),
    update: () => ({ file: 'npm', args: ['update'] }),
    upgrade: (names) => ({ file: 'npm', args: ['install', ...latest(names)] }),
  },
  {
    name: 'pnpm',
    warmUp: npx(PNPM, '--version'),
    install: (names) => npx(PNPM, 'add', ...names),
    update: () => npx(PNPM, 'update'),
    upgrade: () => npx(PNPM, 'update', '--latest'),
  },
  {
    name: 'yarn',
    warmUp: npx(YARN, '--version'),
    install: (names) => npx(YARN, 'add', '--non-interactive', ...names),
    update: () => npx(YARN, 'upgrade', '--non-interactive'),
    upgrade: () => npx(YARN, 'upgrade', '--latest', '--non-interactive'),
  },
];
