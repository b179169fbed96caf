import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect } from 'vitest';
import { EmulatorStartError } from '../../src/errors/index.ts';
import {
  createStateFile,
  type ProjectRecord,
  type State,
  type StateFile,
  type StateFileOptions,
} from '../../src/state/index.ts';
import { systemClock } from '../../src/support/index.ts';

export const SNAPSHOT = 'control-plane.json';
export const MARK = 'control-plane.mark';
export const journalOf = (number: number): string => `control-plane.journal.${number}`;

/** A data directory per test, and helpers that change the state in it. */
export interface StateDir {
  readonly dataDir: () => string;
  readonly log: () => string;
  readonly pathOf: (name: string) => string;
  /** Opens a store that is closed after the test. */
  readonly open: (options?: StateFileOptions) => StateFile;
  readonly read: (options?: StateFileOptions) => State | undefined;
  /** Simulates a process that was killed after saving these states in reserved space. */
  readonly saveAndDie: (states: readonly State[], compactFromBytes?: number) => Promise<StateFile>;
  /** Returns the names and contents of all files. */
  readonly readAll: () => ReadonlyMap<string, string>;
  readonly edit: (name: string, change: (text: string) => string) => void;
  /** Returns the size of a journal without the reserved space after its last record. */
  readonly sizeOf: (name: string) => number;
  readonly expectRefusal: (file: string, reason: string | RegExp) => void;
}

export function stateWith(...ids: string[]): State {
  const projects = new Map(ids.map((id) => [id, { suffixStart: id, branches: new Map() } as unknown as ProjectRecord]));
  return { users: [], projects, nextDatabaseId: ids.length } as unknown as State;
}

export const idsOf = (state: State | undefined): string[] => [...(state?.projects.keys() ?? [])];

export function useStateDir(): StateDir {
  let dataDir: string;
  let log: string[] = [];
  const opened: StateFile[] = [];
  beforeEach(() => {
    dataDir = mkdtempSync(join(tmpdir(), 'neon-emulator-state-'));
    log = [];
  });
  afterEach(async () => {
    rmSync(dataDir, { recursive: true, force: true });
    // After the folder is removed, the stores can only close their open files.
    await Promise.allSettled(opened.splice(0).map((file) => file.close(stateWith())));
  });

  const pathOf = (name: string): string => join(dataDir, name);
  const readText = (name: string): string => readFileSync(pathOf(name), 'latin1');

  function open(options: StateFileOptions = {}): StateFile {
    const file = createStateFile(dataDir, { clock: systemClock, log: (line) => log.push(line), ...options });
    opened.push(file);
    return file;
  }

  function readAll(): ReadonlyMap<string, string> {
    const names = readdirSync(dataDir, { recursive: true, encoding: 'utf8' }).toSorted();
    return new Map(names.flatMap((name) => (statSync(pathOf(name)).isFile() ? [[name, readText(name)]] : [])));
  }

  return {
    dataDir: () => dataDir,
    log: () => log.join('\n'),
    pathOf,
    open,
    read: (options) => open(options).read(),
    async saveAndDie(states, compactFromBytes = 4_000_000) {
      const file = open({ compactFromBytes });
      file.read();
      for (const state of states) {
        await file.save(state, 'everything');
        await file.makeRoom(1000);
      }
      return file;
    },
    readAll,
    edit: (name, change) => writeFileSync(pathOf(name), change(readText(name)), 'latin1'),
    sizeOf: (name) => readText(name).replaceAll('\0', '').length,
    expectRefusal(file, reason) {
      const before = readAll();
      let thrown: unknown;
      try {
        open().read();
      } catch (error) {
        thrown = error;
      }
      expect(thrown).toBeInstanceOf(EmulatorStartError);
      const { message } = thrown as Error;
      expect(message).toMatch(new RegExp(`${pathOf(file)}, byte \\d+: `));
      expect(message).toMatch(reason);
      expect(message).toContain('--recover');
      expect(readAll()).toEqual(before);
    },
  };
}
