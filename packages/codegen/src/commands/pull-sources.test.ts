import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { loopbackServer } from '../../test/loopback-server.ts';
import { tempFolder } from '../../test/temp-folder.ts';
import { CONTRACT_FILE, LOCK_FILE, serialise } from '../contract/index.ts';
import type { SourceRequest } from '../source/index.ts';
import { pull } from './pull.ts';

const YAML_FILE = join(import.meta.dirname, '../../node_modules/@neondatabase/api-client/public-v2-for-users.gen.yaml');
const yamlText = readFileSync(YAML_FILE, 'utf8');
const jsonText = JSON.stringify(parse(yamlText));

const fromNpm = serialise((await pull({ specsDir: 'none', dryRun: true })).contract);

async function contractFrom(source: SourceRequest): Promise<string> {
  const specsDir = join(tempFolder(), 'specs');
  await pull({ specsDir, source });
  return readFileSync(join(specsDir, CONTRACT_FILE), 'utf8');
}

describe("Neon's document produces the same contract, byte for byte,", () => {
  test('from a YAML file', async () => {
    expect(await contractFrom({ from: 'file', path: YAML_FILE })).toBe(fromNpm);
  });

  test.each([
    ['minified', jsonText],
    ['indented', JSON.stringify(JSON.parse(jsonText), null, '\t')],
    ['with a byte order mark', `\uFEFF${jsonText}`],
  ])('from a JSON file, %s', async (_, text) => {
    const path = join(tempFolder(), 'neon.json');
    writeFileSync(path, text);
    expect(await contractFrom({ from: 'file', path })).toBe(fromNpm);
  });

  test('from a URL, compressed and behind a redirect', async () => {
    const url = await loopbackServer((request, response) => {
      if (request.url === '/v2.json') return response.writeHead(302, { location: '/moved/v2.json' }).end();
      response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' });
      return response.end(gzipSync(jsonText));
    });
    expect(await contractFrom({ from: 'url', url: `${url}/v2.json` })).toBe(fromNpm);
  });
});

describe('the lock records the source of the document:', () => {
  const tiny = 'openapi: 3.1.0\ninfo: { title: Tiny, version: "1" }\npaths: {}\ncomponents: { schemas: {} }\n';
  const sha256 = expect.stringMatching(/^[0-9a-f]{64}$/) as string;

  test('a file by its name only', async () => {
    const folder = tempFolder();
    mkdirSync(join(folder, 'below'));
    const path = join(folder, 'below', 'tiny.yaml');
    writeFileSync(path, tiny);
    const { lock } = await pull({ specsDir: folder, source: { from: 'file', path } });
    expect(lock.source).toEqual({ from: 'file', file: 'tiny.yaml', sha256 });
    expect(readFileSync(join(folder, LOCK_FILE), 'utf8')).not.toContain(folder);
  });

  test('a URL as given', async () => {
    const url = await loopbackServer((_, response) => response.end(tiny));
    const { lock } = await pull({ specsDir: tempFolder(), source: { from: 'url', url } });
    expect(lock.source).toEqual({ from: 'url', url, sha256 });
  });

  test('an earlier version of the package by its version', async () => {
    const { lock } = await pull({ specsDir: tempFolder(), source: { from: 'npm', version: '2.1.0' } });
    expect(lock.source).toMatchObject({ from: 'npm', package: '@neondatabase/api-client', version: '2.1.0' });
  });
});

test('the error for a version that is not installed lists the installed versions', async () => {
  const source = { from: 'npm', version: '0.0.1' } as const;
  await expect(pull({ specsDir: tempFolder(), source })).rejects.toThrow(
    /api-client@0\.0\.1 is not installed\. Installed: .*2\.7\.3\. Add it: pnpm add -D/,
  );
});

describe('a dry run', () => {
  test('writes neither a contract nor a folder', async () => {
    const folder = tempFolder();
    const { previous } = await pull({ specsDir: join(folder, 'specs'), dryRun: true });
    expect(previous).toBeUndefined();
    expect(readdirSync(folder)).toEqual([]);
  });

  test('returns the current contract and the new one', async () => {
    const specsDir = tempFolder();
    const old = await pull({ specsDir, source: { from: 'npm', version: '2.1.0' } });
    const { contract, previous } = await pull({ specsDir, dryRun: true });
    expect(serialise(previous)).toBe(serialise(old.contract));
    expect(serialise(contract)).toBe(fromNpm);
    expect(readFileSync(join(specsDir, CONTRACT_FILE), 'utf8')).toBe(serialise(old.contract));
  });
});
