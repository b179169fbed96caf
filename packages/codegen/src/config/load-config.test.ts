import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { tempFolder } from '../../test/temp-folder.ts';
import { findConfig, loadConfig } from './load-config.ts';

function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = tempFolder();
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}

const TYPESCRIPT = `
import type { CodegenConfig } from '@neon-api/codegen';
import { tags } from './tags.mjs';
const out: string = 'src/neon';
export default { out, tags } satisfies CodegenConfig;
`;

describe('a configuration', () => {
  test.each([
    ['neon-codegen.config.ts', TYPESCRIPT],
    ['neon-codegen.config.json', '{ "out": "src/neon", "tags": ["Branch"] }'],
    ['other.mjs', "export default { out: 'src/neon', tags: ['Branch'] };"],
    ['other.cjs', "module.exports = { out: 'src/neon', tags: ['Branch'] };"],
    ['other.mts', TYPESCRIPT],
  ])('is read from %s, and its paths start at its folder', async (name, text) => {
    const folder = folderWith({ [name]: text, 'tags.mjs': "export const tags = ['Branch'];" });
    const before = readdirSync(folder);
    expect(await loadConfig(join(folder, name))).toEqual({ out: join(folder, 'src/neon'), tags: ['Branch'] });
    expect(readdirSync(folder)).toEqual(before);
  });

  test('is read as the module that its package makes of .js', async () => {
    const folder = folderWith({
      'package.json': '{ "type": "module" }',
      'c.js': "export default { out: 'x', specs: 'y' };",
    });
    expect(await loadConfig(join(folder, 'c.js'))).toEqual({ out: join(folder, 'x'), specs: join(folder, 'y') });
  });

  test.each([
    ['c.json', '{ out }', /^c\.json cannot be read: /],
    ['c.ts', 'export default {', /^c\.ts cannot be read: '}' expected/],
    ['c.mjs', "throw new Error('no luck')", /^c\.mjs cannot be read: no luck$/],
    ['c.ts', "export const config = { out: 'x' };", /^c\.ts does not export an object/],
  ])('%s that says %j is refused, and nothing is left behind', async (name, text, message) => {
    const folder = folderWith({ [name]: text });
    await expect(loadConfig(join(folder, name))).rejects.toThrow(message);
    expect(readdirSync(folder)).toEqual([name]);
  });

  test('that is not there is refused', async () => {
    await expect(loadConfig('/nowhere/neon-codegen.config.ts')).rejects.toThrow('does not exist');
  });
});

describe('findConfig', () => {
  test.each(['ts', 'js', 'json'])('finds neon-codegen.config.%s', (extension) => {
    const folder = folderWith({ [`neon-codegen.config.${extension}`]: '' });
    expect(findConfig(folder)).toBe(join(folder, `neon-codegen.config.${extension}`));
  });

  test('finds none where there is none', () => {
    const folder = tempFolder();
    mkdirSync(join(folder, 'below'));
    expect(findConfig(folder)).toBeUndefined();
  });

  test('does not choose between two', () => {
    const folder = folderWith({ 'neon-codegen.config.ts': '', 'neon-codegen.config.json': '' });
    expect(() => findConfig(folder)).toThrow('neon-codegen.config.ts and neon-codegen.config.json stand side by side');
  });
});
