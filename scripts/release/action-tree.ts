import { copyFileSync, cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { absoluteLinks, codeHost } from '../published/index.ts';
import { ROOT, readText } from '../repository.ts';

/**
 * Writes what a tag of the action contains: both actions, the bundle, a README and the licence. Replaces the folder.
 *
 * @param version version of the release, which the emulator's action installs by default
 */
export function writeActionTree(folder: string, version: string): void {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(join(folder, 'emulator'), { recursive: true });
  const write = (path: string, text: string): void => writeFileSync(join(folder, path), text);
  for (const path of ['action.yml', 'dist']) {
    cpSync(join(ROOT, 'action', path), join(folder, path), { recursive: true });
  }
  copyFileSync(join(ROOT, 'LICENSE'), join(folder, 'LICENSE'));
  write('README.md', absoluteLinks(readText('action/README.md'), codeHost().url));
  write('emulator/action.yml', pinVersion(readText('action/emulator/action.yml').text, version));
}

function pinVersion(action: string, version: string): string {
  const pinned = action.replace('default: latest', `default: ${version}`);
  if (pinned === action) throw new Error('action/emulator/action.yml has no "default: latest". Change pinVersion.');
  return pinned;
}
