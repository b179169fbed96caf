import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { tempFolder } from '../../test/temp-folder.ts';
import { loadConfig } from './load-config.ts';

function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = tempFolder();
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}

const TYPESCRIPT = `
import type { CodegenConfig } from '@neon-api/codegen';
import { tags } from './tags';
const out: string = await Promise.resolve('src/neon');
export default { out, tags } satisfies CodegenConfig;
`;

const ASYNC_FUNCTION = `
import { tags } from './tags.ts';
export default async () => ({ out: 'src/neon', tags });
`;

describe('a configuration', () => {
  test.each([
    ['neon-codegen.config.ts', TYPESCRIPT],
    ['neon-codegen.config.mts', TYPESCRIPT],
    ['neon-codegen.config.ts', ASYNC_FUNCTION],
    ['neon-codegen.config.js', ASYNC_FUNCTION],
    ['neon-codegen.config.mjs', "export default { out: 'src/neon', tags: ['Branch'] };"],
    ['neon-codegen.config.cjs', "module.exports = () => ({ out: 'src/neon', tags: ['Branch'] });"],
    ['neon-codegen.config.json', '{ "$schema": "./schema.json", "out": "src/neon", "tags": ["Branch"] }'],
    ['neon-codegen.config.json', '\uFEFF{ "out": "src/neon", "tags": ["Branch"] }'],
    ['neon-codegen.config.ts', `\uFEFF${TYPESCRIPT}`],
    ['other.ts', TYPESCRIPT.replaceAll('\n', '\r\n')],
  ])('is read from %s, with paths relative to its folder', async (name, text) => {
    const folder = folderWith({ [name]: text, 'tags.ts': "export const tags: string[] = ['Branch'];" });
    const before = readdirSync(folder);
    expect(await loadConfig(join(folder, name))).toEqual({ out: join(folder, 'src/neon'), tags: ['Branch'] });
    expect(readdirSync(folder)).toEqual(before);
  });

  test('named .js is read in the module format of its package', async () => {
    const folder = folderWith({
      'package.json': '{ "type": "module" }',
      'c.js': "export default { out: 'x', specs: 'y' };",
    });
    expect(await loadConfig(join(folder, 'c.js'))).toEqual({ out: join(folder, 'x'), specs: join(folder, 'y') });
  });

  test.each([
    ['c.json', '{ out }', /^c\.json cannot be read: /],
    ['c.ts', 'export default {', /^c\.ts cannot be read: ParseError: Unexpected token/],
    ['c.mjs', "throw new Error('no luck')", /^c\.mjs cannot be read: no luck$/],
    ['c.ts', "export const config = { out: 'x' };", /^c\.ts does not export an object/],
  ])('%s with the text %j is refused, and no file is left behind', async (name, text, message) => {
    const folder = folderWith({ [name]: text });
    await expect(loadConfig(join(folder, name))).rejects.toThrow(message);
    expect(readdirSync(folder)).toEqual([name]);
  });

  test('that does not exist is refused', async () => {
    await expect(loadConfig('/nowhere/neon-codegen.config.ts')).rejects.toThrow('does not exist');
    await expect(loadConfig(tempFolder())).rejects.toThrow('is not a file. Pass the path of a configuration file.');
  });

  test('is read again after a change', async () => {
    const folder = folderWith({ 'c.ts': "export default { out: 'a' };" });
    await loadConfig(join(folder, 'c.ts'));
    writeFileSync(join(folder, 'c.ts'), "export default { out: 'b' };");
    expect(await loadConfig(join(folder, 'c.ts'))).toEqual({ out: join(folder, 'b') });
  });
});
