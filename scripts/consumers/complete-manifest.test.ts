import { describe, expect, test } from 'vitest';
import { completeManifest, versionsIn } from './complete-manifest.ts';

const FIXTURE = {
  scripts: { test: 'tsc' },
  dependencies: { '@neon-api/client': '*', undici: '7.0.0' },
  devDependencies: { typescript: '5.9.3', '@types/node': '20.0.0' },
  pnpm: { ignoredOptionalDependencies: ['sharp'] },
};
const TARBALLS = [
  { name: '@neon-api/client', path: '/packed/client.tgz' },
  { name: '@neon-api/types', path: '/packed/types.tgz' },
];
const OVERRIDES = { '@neon-api/client': 'file:/packed/client.tgz', '@neon-api/types': 'file:/packed/types.tgz' };

describe('completeManifest', () => {
  test('replaces a dependency on our package with its tarball, and keeps the others', () => {
    const { dependencies, devDependencies, scripts } = completeManifest(FIXTURE, TARBALLS, 'npm');
    expect(dependencies).toEqual({ '@neon-api/client': 'file:/packed/client.tgz', undici: '7.0.0' });
    expect(devDependencies).toEqual(FIXTURE.devDependencies);
    expect(scripts).toEqual(FIXTURE.scripts);
  });

  test('overrides all our packages in the format of the package manager', () => {
    expect(completeManifest(FIXTURE, TARBALLS, 'npm')).toMatchObject({ overrides: OVERRIDES, pnpm: FIXTURE.pnpm });
    const forPnpm = completeManifest(FIXTURE, TARBALLS, 'pnpm');
    expect(forPnpm.pnpm).toEqual({ ...FIXTURE.pnpm, overrides: OVERRIDES });
    expect(forPnpm).not.toHaveProperty('overrides');
    const forYarn = completeManifest(FIXTURE, TARBALLS, 'yarn');
    expect(forYarn.dependencies).toMatchObject({ '@neon-api/client': OVERRIDES['@neon-api/client'] });
    expect({ ...forYarn, dependencies: FIXTURE.dependencies }).toEqual(FIXTURE);
  });

  test("sets the row's version of a tool, but adds no tool", () => {
    const { devDependencies } = completeManifest(FIXTURE, TARBALLS, 'pnpm', { typescript: '7.0.2', jest: '30.0.0' });
    expect(devDependencies).toEqual({ typescript: '7.0.2', '@types/node': '20.0.0' });
  });
});

test('versionsIn lists the tools of a project', () => {
  expect(versionsIn(FIXTURE)).toBe('undici 7.0.0, typescript 5.9.3');
  expect(versionsIn({})).toBe('');
});
