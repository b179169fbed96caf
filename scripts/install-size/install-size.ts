import type { InstalledPackage } from './packages-in.ts';

/** What an installation contains. */
export interface InstallSize {
  readonly packageCount: number;
  readonly sizeBytes: number;
}

/** Dependencies of dependencies change without us, so a README may be off by this share. */
const TOLERANCE = 0.1;

const LINE = /<!-- install-size -->Installs (\d+) packages?, ([\d.]+) MB\.<!-- \/install-size -->/;

export function installSizeOf(packages: readonly InstalledPackage[]): InstallSize {
  return {
    packageCount: packages.length,
    sizeBytes: packages.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
  };
}

/** Returns the sentence of a README, between marks by which it is found again. */
export function installSizeLine({ packageCount, sizeBytes }: InstallSize): string {
  const noun = packageCount === 1 ? 'package' : 'packages';
  const sentence = `Installs ${packageCount} ${noun}, ${(sizeBytes / 1e6).toFixed(1)} MB.`;
  return `<!-- install-size -->${sentence}<!-- /install-size -->`;
}

/** Returns the README with the size. */
export function withInstallSize(readme: string, size: InstallSize): string {
  return readme.replace(LINE, installSizeLine(size));
}

/** Returns what is wrong with the size in a README, or undefined. */
export function judgeInstallSize(readme: string, found: InstallSize): string | undefined {
  const [, count, megabytes] = LINE.exec(readme) ?? [];
  if (count === undefined || megabytes === undefined) {
    return `has no line with the installed size. Add ${installSizeLine(found)}`;
  }
  const near = (claimed: number, real: number): boolean => Math.abs(claimed - real) <= real * TOLERANCE;
  // A size is rounded to 0.1 MB.
  const sizeBytes = Number(megabytes) * 1e6;
  const sizeIsNear = near(sizeBytes, found.sizeBytes) || Math.abs(sizeBytes - found.sizeBytes) <= 0.05e6;
  if (near(Number(count), found.packageCount) && sizeIsNear) return undefined;
  return `says ${count} packages, ${megabytes} MB, but npm installs ${installSizeLine(found)}. Run check:install --write`;
}

/** Returns the packages that declare no licence. */
export function findUnlicensed(packages: readonly InstalledPackage[]): string[] {
  return packages.flatMap(({ name, version, license }) =>
    license === undefined || license === 'UNLICENSED' ? [`${name}@${version}`] : [],
  );
}
