import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { EmulatorStartError } from '../errors/index.ts';
import { messageOf } from '../support/index.ts';
import { type Journal, openJournal, parseJournal } from './journal.ts';
import type { State } from './records.ts';
import { replaceFile } from './replace-file.ts';
import { formatSnapshot, parseSnapshot } from './snapshot.ts';
import { applyChanges, createChangeFinder, type Scope } from './state-changes.ts';

/** Where the state outlives the process: a snapshot, and a journal of what changed since. */
export interface StateFile {
  read(): State | undefined;
  /** Resolves when what has changed is on the disk. One call at a time. */
  save(state: State, scope: Scope): Promise<void>;
  /** Leaves a snapshot alone. */
  close(state: State): Promise<void>;
}

/** A journal of this size, in bytes, is replaced by a new snapshot once it has outgrown the last one, too. */
const COMPACT_FROM_BYTES = 4 * 1024 * 1024;

export function createStateFile(dataDir: string, compactFromBytes: number = COMPACT_FROM_BYTES): StateFile {
  const path = join(dataDir, 'control-plane.json');
  const journalPath = (number: number): string => join(dataDir, `control-plane.journal.${number}`);
  const finder = createChangeFinder();
  let number = 0;
  let soundBytes = 0;
  let snapshotBytes = 0;
  let journal: Journal | undefined;
  let isComplete = false;

  async function compact(state: State): Promise<void> {
    isComplete = false;
    finder.forget();
    const changes = finder.find(state, 'everything');
    const text = formatSnapshot(changes, number + 1);
    await replaceFile(path, text);
    await journal?.close();
    journal = undefined;
    rmSync(journalPath(number), { force: true });
    number += 1;
    soundBytes = 0;
    snapshotBytes = text.length;
    isComplete = true;
  }

  return {
    read() {
      if (!existsSync(path)) return undefined;
      const text = readWith(path, (content) => content.toString('utf8'));
      const snapshot = readWith(path, () => parseSnapshot(text));
      number = snapshot.journal;
      snapshotBytes = text.length;
      removeOtherJournals(dataDir, journalPath(number));
      if (!existsSync(journalPath(number))) return snapshot.state;
      const read = readWith(journalPath(number), (content) => {
        const { batches, soundBytes: sound } = parseJournal(content);
        for (const changes of batches) applyChanges(snapshot.state, changes);
        return sound;
      });
      soundBytes = read;
      return snapshot.state;
    },
    async save(state, scope) {
      // Without a snapshot of this process there is nothing to compare with.
      if (!isComplete) return compact(state);
      const changes = finder.find(state, scope);
      if (changes.length === 0) return;
      try {
        journal ??= await openJournal(journalPath(number), soundBytes);
        await journal.append(changes);
      } catch (error) {
        isComplete = false;
        throw error;
      }
      if (journal.sizeBytes > Math.max(compactFromBytes, snapshotBytes)) await compact(state);
    },
    async close(state) {
      await compact(state);
    },
  };
}

function readWith<Value>(path: string, read: (content: Buffer) => Value): Value {
  try {
    return read(readFileSync(path));
  } catch (error) {
    throw new EmulatorStartError(
      `The emulator's state in ${path} cannot be read: ${messageOf(error)}. Use another data directory, or move the file away.`,
    );
  }
}

/** A process that was killed while it compacted leaves a journal that the snapshot already holds, or not yet names. */
function removeOtherJournals(dataDir: string, kept: string): void {
  for (const name of readdirSync(dataDir)) {
    const path = join(dataDir, name);
    if (name.startsWith('control-plane.journal.') && path !== kept) rmSync(path);
  }
}
