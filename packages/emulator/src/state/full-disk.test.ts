import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { canMountDisks, mountSmallDisk, type SmallDisk } from '../../test/support/small-disk.ts';
import type { ProjectRecord, State } from './records.ts';
import { createStateFile, type StateFile } from './state-file.ts';

let disk: SmallDisk;
let log: string[];
const opened: StateFile[] = [];

function open(compactFromBytes: number): StateFile {
  const file = createStateFile(disk.dir, { compactFromBytes, log: (line) => log.push(line) });
  opened.push(file);
  return file;
}

function stateWith(...ids: string[]): State {
  const projects = new Map(ids.map((id) => [id, { suffixStart: id } as unknown as ProjectRecord]));
  return { users: [], projects } as unknown as State;
}

const read = (): string[] => [...(open(1_000_000).read()?.projects.keys() ?? [])];
const large = 'l'.repeat(20_000);

describe.skipIf(!canMountDisks())('on a full disk', () => {
  beforeEach(() => {
    const mounted = mountSmallDisk('256k');
    if (!mounted) throw new Error('The disk cannot be mounted.');
    disk = mounted;
    log = [];
  });
  afterEach(async () => {
    disk.unmount();
    await Promise.allSettled(opened.splice(0).map((file) => file.close(stateWith())));
  });

  test('a write that does not fit names the file, and is included in the next that fits', async () => {
    const file = open(1_000_000);
    file.read();
    await file.save(stateWith('a'), 'everything');
    disk.fill();
    const failed = file.save(stateWith('a', large), 'everything');
    await expect(failed).rejects.toThrow(`the disk that holds ${join(disk.dir, 'control-plane.journal.1')} is full`);
    expect(read()).toEqual(['a']);
    disk.free();
    await file.save(stateWith('a', large, 'c'), 'everything');
    expect(read()).toEqual(['a', large, 'c']);
    expect(log.join('\n')).toMatch(/^The state cannot be saved: the disk .* is full.*\nThe state is saved again\.$/);
  });

  test('changes use the reserved space, even if a snapshot is due, which is written later', async () => {
    const file = open(1);
    file.read();
    await file.save(stateWith(large), 'everything');
    await file.makeRoom(100_000);
    expect(file.roomBytes).toBe(100_000);
    disk.fill();
    await file.save(stateWith(large, 'b'.repeat(30_000)), 'everything');
    expect(log.join('\n')).toMatch(/its journal keeps growing: the disk .* is full/);
    expect(file.roomBytes).toBeLessThan(70_000);
    expect(read()).toEqual([large, 'b'.repeat(30_000)]);
    expect(readdirSync(disk.dir)).toContain('control-plane.journal.1');
    await expect(file.makeRoom(100_000)).rejects.toThrow(/is full: nothing was changed/);

    disk.free();
    await file.save(stateWith(large, 'b'.repeat(30_000), 'c'), 'everything');
    expect(readdirSync(disk.dir)).toContain('control-plane.journal.2');
    expect(read()).toEqual([large, 'b'.repeat(30_000), 'c']);
  });

  test('a shutdown without space for a snapshot keeps the journal', async () => {
    const file = open(1_000_000);
    file.read();
    await file.save(stateWith('a'.repeat(40_000)), 'everything');
    await file.makeRoom(50_000);
    disk.fill();
    await file.close(stateWith('a'.repeat(40_000), 'b'));
    expect(read()).toEqual(['a'.repeat(40_000), 'b']);
  });
});
