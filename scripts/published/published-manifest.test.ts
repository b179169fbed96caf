import { execFileSync } from 'node:child_process';
import { describe, expect, inject, test } from 'vitest';
import { linksOf } from '../links.ts';
import { publishedNames, readText } from '../repository.ts';
import { codeHost } from './code-host.ts';
import { publishedManifest } from './published-manifest.ts';

const HOST = { owner: 'acme', name: 'tools', url: 'https://github.com/acme/tools' };

test('publishedManifest adds the facts of the project and omits what only this repository uses', () => {
  const manifest = { name: 'a', scripts: { test: 'vitest' }, dependencies: { b: '1' }, devDependencies: { c: '1' } };
  expect(publishedManifest(manifest, 'packages/a', { author: 'Acme', host: HOST })).toEqual({
    name: 'a',
    dependencies: { b: '1' },
    author: 'Acme',
    homepage: 'https://github.com/acme/tools/tree/HEAD/packages/a#readme',
    bugs: { url: 'https://github.com/acme/tools/issues' },
    repository: { type: 'git', url: 'git+https://github.com/acme/tools.git', directory: 'packages/a' },
  });
});

const read = (path: string, file: string): string =>
  execFileSync('tar', ['-xzOf', path, `package/${file}`], { encoding: 'utf8', maxBuffer: 2 ** 26 });

describe.each(inject('tarballs'))('the tarball of $name', ({ name, path, version }) => {
  const folder = `packages/${name.replace('@neon-api/', '')}`;
  const manifest = JSON.parse(read(path, 'package.json')) as Record<string, unknown>;
  const { url } = codeHost();

  test('says whose it is, where it comes from and where to report a fault', () => {
    expect(manifest).toMatchObject({
      description: expect.stringMatching(/.{20,}\.$/),
      license: 'MIT',
      author: expect.stringMatching(/./),
      homepage: `${url}/tree/HEAD/${folder}#readme`,
      bugs: { url: `${url}/issues` },
      repository: { type: 'git', url: `git+${url}.git`, directory: folder },
    });
    expect((manifest.keywords as string[]).length).toBeGreaterThan(3);
  });

  test('needs our other packages within the same minor version', () => {
    const dependencies = (manifest.dependencies ?? {}) as Record<string, string>;
    const ours = Object.entries(dependencies).filter(([dependency]) => dependency.startsWith('@neon-api/'));
    expect(ours.filter(([, range]) => range !== `^${version}`)).toEqual([]);
    expect(JSON.stringify(manifest)).not.toContain('workspace:');
  });

  test('has a README whose links work on npm', () => {
    expect(linksOf(read(path, 'README.md')).filter((link) => !/^(https:|#)/.test(link))).toEqual([]);
  });
});

test('all published packages have one version, and are released together', () => {
  const versions = publishedNames().map((name) => JSON.parse(readText(`packages/${name}/package.json`).text).version);
  expect(new Set(versions).size).toBe(1);
  const { fixed } = JSON.parse(readText('.changeset/config.json').text) as { fixed: string[][] };
  expect(fixed[0]?.toSorted()).toEqual(
    publishedNames()
      .map((name) => `@neon-api/${name}`)
      .toSorted(),
  );
});
