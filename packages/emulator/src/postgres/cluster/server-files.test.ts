import { execFileSync } from 'node:child_process';
import { chownSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { NO_TENANT_SETTINGS } from '../../data-plane/index.ts';
import { holdFolder, makeGuardedDir, readServerFile, writeServerFile } from '../root-dir/index.ts';
import { copyTree } from './copy-tree.ts';
import { startServer } from './start-server.ts';

const isRoot = process.getuid?.() === 0;
const skip = (): boolean => false;
let dir = '';
let secret = '';

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'neon-files-'));
  secret = join(dir, 'secret');
  writeFileSync(secret, 'of root', { mode: 0o600 });
  mkdirSync(join(dir, 'from'));
  mkdirSync(join(dir, 'to'));
});
afterEach(() => rmSync(dir, { recursive: true }));

describe.skipIf(process.platform === 'win32')('a file in a folder of the server', () => {
  test('is not read through a symbolic link', () => {
    symlinkSync(secret, join(dir, 'from/PG_VERSION'));
    expect(() => readServerFile(join(dir, 'from/PG_VERSION'))).toThrow('ELOOP');
  });

  test('is not written through a symbolic link', () => {
    symlinkSync(secret, join(dir, 'to/recovery.signal'));
    expect(() => writeServerFile(join(dir, 'to/recovery.signal'), 'overwritten')).toThrow('ELOOP');
    expect(readFileSync(secret, 'utf8')).toBe('of root');
  });

  test('is not read from a pipe, which would never end', () => {
    execFileSync('mkfifo', [join(dir, 'from/PG_VERSION')]);
    expect(() => readServerFile(join(dir, 'from/PG_VERSION'))).toThrow('is not a regular file');
  });

  test('is not appended to through a symbolic link with the name of the log', async () => {
    symlinkSync(secret, join(dir, 'postgres.log'));
    const started = startServer({
      kind: 'primary',
      binaries: { kind: 'system', launch: 'direct', majorVersion: 17, initdb: '/bin/true', postgres: '/bin/echo' },
      dataDir: join(dir, 'from'),
      logFile: join(dir, 'postgres.log'),
      address: { host: dir, port: 1 },
      adminPassword: '',
      tenant: NO_TENANT_SETTINGS,
      durable: false,
      platform: process.platform,
      log() {},
      onCrash() {},
    });
    await expect(started).rejects.toThrow('ELOOP');
    expect(readFileSync(secret, 'utf8')).toBe('of root');
  });
});

describe.skipIf(process.platform === 'win32')('a copy of a tree', () => {
  test('does not include the target of a link', async () => {
    writeFileSync(join(dir, 'from/plain'), 'kept');
    symlinkSync(secret, join(dir, 'from/link'));
    mkdirSync(join(dir, 'outside'));
    writeFileSync(join(dir, 'outside/file'), 'of root');
    symlinkSync(join(dir, 'outside'), join(dir, 'from/folder'));
    await copyTree(join(dir, 'from'), join(dir, 'to'), { live: false, skip });
    expect(readFileSync(join(dir, 'to/plain'), 'utf8')).toBe('kept');
    expect(() => statSync(join(dir, 'to/link'))).toThrow('ENOENT');
    expect(() => statSync(join(dir, 'to/folder'))).toThrow('ENOENT');
  });

  test('replaces links in its target, and does not change what they point to', async () => {
    writeFileSync(join(dir, 'from/plain'), 'kept');
    mkdirSync(join(dir, 'from/base'));
    writeFileSync(join(dir, 'from/base/1'), 'kept');
    mkdirSync(join(dir, 'outside'));
    writeFileSync(join(dir, 'outside/1'), 'of root');
    symlinkSync(secret, join(dir, 'to/plain'));
    symlinkSync(join(dir, 'outside'), join(dir, 'to/base'));
    await copyTree(join(dir, 'from'), join(dir, 'to'), { live: false, skip });
    expect(readFileSync(join(dir, 'to/plain'), 'utf8')).toBe('kept');
    expect(readFileSync(join(dir, 'to/base/1'), 'utf8')).toBe('kept');
    expect(readFileSync(secret, 'utf8')).toBe('of root');
    expect(readFileSync(join(dir, 'outside/1'), 'utf8')).toBe('of root');
  });
});

describe.skipIf(!isRoot || process.platform !== 'linux')('as root', () => {
  const NOBODY = 65_534;

  test('a held folder stays the same after a link replaces it', () => {
    const held = holdFolder(join(dir, 'from'));
    rmSync(join(dir, 'from'), { recursive: true });
    symlinkSync(join(dir, 'to'), join(dir, 'from'));
    expect(() => writeServerFile(join(held.path, 'file'), '')).toThrow('ENOENT');
    held.release();
    expect(() => holdFolder(join(dir, 'from'))).toThrow('ENOTDIR');
  });

  test('the user who runs Postgres can pass through a guarded folder, but not change it', async () => {
    chownSync(dir, NOBODY, NOBODY);
    const guarded = join(dir, 'guarded');
    mkdirSync(guarded);
    chownSync(guarded, NOBODY, NOBODY);
    await makeGuardedDir(guarded);
    writeServerFile(join(guarded, 'file'), 'kept');
    const asServer = (...command: string[]): string =>
      execFileSync(command[0] ?? '', command.slice(1), { uid: NOBODY, gid: NOBODY, stdio: 'pipe', encoding: 'utf8' });
    expect(asServer('cat', join(guarded, 'file'))).toBe('kept');
    expect(() => asServer('ln', '-s', secret, join(guarded, 'postgres.log'))).toThrow('Permission denied');
    expect(() => asServer('rm', '-f', join(guarded, 'file'))).toThrow('Permission denied');
  });
});
