import { describe, expect, test } from 'vitest';
import { gitPaths, readText } from '../repository.ts';
import { codeHost, findOtherOwners, parseRepository } from './code-host.ts';

test('parseRepository reads the owner and the name', () => {
  expect(parseRepository('github:acme/tools')).toEqual({
    owner: 'acme',
    name: 'tools',
    url: 'https://github.com/acme/tools',
  });
  expect(() => parseRepository('https://example.com/acme/tools')).toThrow('Write it as "github:OWNER/NAME"');
});

describe('findOtherOwners', () => {
  const HOST = { owner: 'acme', name: 'tools' };

  test.each(['https://github.com/acme/tools/issues', 'uses: acme/tools/packages/a@main', 'other/tools-more', 'tools'])(
    'accepts %s',
    (text) => {
      expect(findOtherOwners(text, HOST)).toEqual([]);
    },
  );

  test.each(['https://github.com/other/tools.git', 'uses: other/tools/packages/a@main'])('finds %s', (text) => {
    expect(findOtherOwners(text, HOST)).toEqual(['other/tools']);
  });
});

test('no file names another owner of this repository', () => {
  const { owner, name } = codeHost();
  const files = gitPaths()
    .filter((path) => /\.(md|json|ya?ml|ts|js)$/.test(path))
    .map(readText);
  const others = files.flatMap(({ path, text }) =>
    findOtherOwners(text, { owner, name }).map((one) => `${path}: ${one}`),
  );
  expect(others).toEqual([]);
});

test('only the root package.json defines the repository', () => {
  const manifests = gitPaths().filter((path) => path.endsWith('package.json'));
  expect(manifests.filter((path) => 'repository' in JSON.parse(readText(path).text))).toEqual(['package.json']);
});
