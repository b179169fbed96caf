import { describe, expect, test } from 'vitest';
import { findUnlicensed, installSizeLine, installSizeOf, judgeInstallSize, withInstallSize } from './install-size.ts';

const SIZE = { packageCount: 30, sizeBytes: 12_340_000 };
const README = `# A\n\n${installSizeLine(SIZE)}\n`;
const installed = (name: string, license: string | undefined) => ({ name, version: '1.0.0', license, sizeBytes: 5 });

test('installSizeOf counts packages and adds their sizes', () => {
  expect(installSizeOf([installed('a', 'MIT'), installed('b', 'MIT')])).toEqual({ packageCount: 2, sizeBytes: 10 });
});

test('a README says how many packages and megabytes npm installs', () => {
  expect(README).toContain('Installs 30 packages, 12.3 MB.');
  expect(installSizeLine({ packageCount: 1, sizeBytes: 40_000 })).toContain('Installs 1 package, 0.0 MB.');
});

test('withInstallSize replaces the size', () => {
  expect(withInstallSize(README, { packageCount: 1, sizeBytes: 2e6 })).toContain('Installs 1 package, 2.0 MB.');
});

describe('judgeInstallSize', () => {
  test.each([
    [30, 12.3],
    [28, 12.3],
    [33, 13.5],
  ])('accepts %i packages and %f MB', (packageCount, megabytes) => {
    expect(judgeInstallSize(README, { packageCount, sizeBytes: megabytes * 1e6 })).toBeUndefined();
  });

  test.each([
    [20, 12.3],
    [30, 20],
    [30, 5],
  ])('refuses %i packages and %f MB', (packageCount, megabytes) => {
    expect(judgeInstallSize(README, { packageCount, sizeBytes: megabytes * 1e6 })).toMatch(
      /^says 30 packages, 12\.3 MB/,
    );
  });

  test('refuses a README without a size', () => {
    expect(judgeInstallSize('# A\n', SIZE)).toMatch(/^has no line/);
  });
});

test('findUnlicensed lists the packages that declare no licence', () => {
  const packages = [installed('a', 'MIT'), installed('b', undefined), installed('c', 'UNLICENSED')];
  expect(findUnlicensed(packages)).toEqual(['b@1.0.0', 'c@1.0.0']);
});
