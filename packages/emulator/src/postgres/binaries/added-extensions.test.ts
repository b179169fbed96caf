import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startTestPostgres } from '../../../test/support/use-postgres.ts';
import { readAddedExtensions } from './added-extensions.ts';

let dir: string;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'neon-test-'));
});

afterEach(() => rmSync(dir, { recursive: true, force: true }));

function add(path: string, text = ''): void {
  mkdirSync(dirname(join(dir, path)), { recursive: true });
  writeFileSync(join(dir, path), text);
}

/** A SQL-only stand-in for `vector`. */
function addVector(folder: string): void {
  add(join(folder, 'vector.control'), "default_version = '1.0'\nrelocatable = true\n");
  add(join(folder, 'vector--1.0.sql'), 'CREATE DOMAIN vector AS real[];');
}

describe('readAddedExtensions', () => {
  const names = async (version: number): Promise<string[]> => {
    const { controls, scripts, libraries } = await readAddedExtensions(dir, version);
    return [...controls, ...scripts, ...libraries].map((path) => basename(path));
  };

  test('finds the files of an unpacked Debian package for the requested version only', async () => {
    addVector('usr/share/postgresql/17/extension');
    add('usr/lib/postgresql/17/lib/vector.so');
    add('usr/lib/postgresql/17/lib/bitcode/vector.index.bc');
    add('usr/share/doc/postgresql-17-pgvector/copyright');
    add('usr/share/postgresql/16/extension/other.control');
    expect(await names(17)).toEqual(['vector.control', 'vector--1.0.sql', 'vector.so']);
  });

  test('changes the key when a file changes', async () => {
    addVector('.');
    const { key } = await readAddedExtensions(dir, 17);
    expect((await readAddedExtensions(dir, 17)).key).toBe(key);
    add('vector--1.0.sql', 'CREATE DOMAIN vector AS double precision[];');
    expect((await readAddedExtensions(dir, 17)).key).not.toBe(key);
  });

  test('rejects a folder that has no extension or does not exist', async () => {
    add('usr/share/postgresql/16/extension/other.control');
    await expect(readAddedExtensions(dir, 17)).rejects.toThrow(`${dir} has no extension for Postgres 17`);
    await expect(readAddedExtensions(join(dir, 'missing'), 17)).rejects.toThrow(/cannot be read: .*missing/);
  });
});

test('the owner role can create an added extension that Neon offers', async () => {
  addVector('.');
  await using postgres = await startTestPostgres({ extensionsDir: dir });
  await postgres.createBranch('main');
  await postgres.query('main', 'CREATE EXTENSION vector');
  expect(await postgres.query('main', "SELECT '{1,2}'::vector::text")).toEqual(['{1,2}']);
});
