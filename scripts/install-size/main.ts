import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { exitWith } from '../harness/index.ts';
import { packAll, type Tarball } from '../pack.ts';
import { ROOT } from '../repository.ts';
import { runCommand } from '../run-command.ts';
import { findUnlicensed, installSizeLine, installSizeOf, judgeInstallSize, withInstallSize } from './install-size.ts';
import { type InstalledPackage, packagesIn } from './packages-in.ts';

/** Installs each package with npm. Compares what that installs with its README, or writes it there. */
async function main(): Promise<number> {
  const { write } = parseArgs({ options: { write: { type: 'boolean', default: false } } }).values;
  const folder = mkdtempSync(join(tmpdir(), 'neon-api-install-'));
  try {
    const tarballs = await packAll(folder);
    const complaints: string[] = [];
    for (const { name } of tarballs) {
      const short = name.replace('@neon-api/', '');
      const packages = await install(join(folder, short), name, tarballs);
      const size = installSizeOf(packages);
      process.stdout.write(`${name}: ${installSizeLine(size).replace(/<!--.*?-->/g, '')}\n`);
      const path = join(ROOT, 'packages', short, 'README.md');
      if (write) writeFileSync(path, withInstallSize(readFileSync(path, 'utf8'), size));
      const complaint = judgeInstallSize(readFileSync(path, 'utf8'), size);
      if (complaint !== undefined) complaints.push(`packages/${short}/README.md ${complaint}`);
      complaints.push(...findUnlicensed(packages).map((one) => `${name} needs ${one}, which has no licence`));
    }
    process.stderr.write(complaints.map((complaint) => `${complaint}.\n`).join(''));
    return complaints.length > 0 ? 1 : 0;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Installs a package in a project of its own. Our other packages come from their tarballs. */
async function install(project: string, name: string, tarballs: readonly Tarball[]): Promise<InstalledPackage[]> {
  const files = Object.fromEntries(tarballs.map((tarball) => [tarball.name, `file:${tarball.path}`]));
  const manifest = { private: true, dependencies: { [name]: files[name] }, overrides: files };
  mkdirSync(project);
  writeFileSync(join(project, 'package.json'), JSON.stringify(manifest));
  const args = ['install', '--ignore-scripts', '--prefer-offline', '--no-audit', '--no-fund'];
  await runCommand({ file: 'npm', args }, project);
  return packagesIn(join(project, 'node_modules'));
}

await exitWith(main);
