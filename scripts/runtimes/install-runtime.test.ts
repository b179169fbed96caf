import { describe, expect, test } from 'vitest';
import { assertIntegrity, folderNameOf } from './install-runtime.ts';
import { RUNTIMES } from './runtimes.ts';

// printf hello | openssl dgst -sha512 -binary | base64
const HELLO = 'sha512-m3HSJL1i83hdltRq0+o9czGb+8KJDKra4t/3JRlnPKcjI8PZm6XBHXx6zG4UuMXaDEZjR1wuXDre9G9zvN7AQw==';

describe('the tarball of a runtime', () => {
  test('is accepted if its hash is as expected', () => {
    expect(() => assertIntegrity(Buffer.from('hello'), HELLO, 'x@1')).not.toThrow();
  });

  test('is refused if a byte differs', () => {
    expect(() => assertIntegrity(Buffer.from('hellp'), HELLO, 'x@1')).toThrow(
      /^The tarball of x@1 has an unexpected hash/,
    );
  });
});

test('each version of a package has its own folder', () => {
  expect(folderNameOf({ name: '@oven/bun-linux-x64', version: '1.0.0' })).toBe('oven-bun-linux-x64-1.0.0');
});

test('every runtime is pinned by an exact version and a hash', () => {
  const packages = Object.values(RUNTIMES).map((runtime) => runtime.package);
  for (const { version, integrity } of packages) {
    expect(version).toMatch(/^\d+\.\d+\.\d+$/);
    expect(integrity).toMatch(/^sha512-[A-Za-z0-9+/]{86}==$/);
  }
  const contents = packages.map((one) => `${folderNameOf(one)} ${one.integrity}`);
  expect(new Set(packages.map(folderNameOf)).size).toBe(new Set(contents).size);
});
