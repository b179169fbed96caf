import { randomBytes } from 'node:crypto';
import { readFile, readlink, rm } from 'node:fs/promises';
import { EmulatorStartError } from '../errors/index.ts';
import { isAlive, renameWithRetry } from '../support/index.ts';
import {
  type Evidence,
  formatHolder,
  type Holder,
  type HolderState,
  judgeHolder,
  type ProcessScope,
  parseHolder,
} from './holder.ts';
import { type LiveSocket, listenAt, probeSocket } from './live-socket.ts';
import {
  type Claim,
  isSocketPath,
  listLeftovers,
  putClaim,
  readClaims,
  readIfThere,
  socketPathOf,
  successorPathOf,
} from './lock-file.ts';

/** An exclusive lock on a directory. */
export interface DirectoryLock {
  /** The content of the lock file while this process holds the lock. */
  readonly mark: string;
  /** Removes the lock. Safe to call again. */
  release(): Promise<void>;
}

/** More rounds than contenders can cause: in each failed round, another contender wins. */
const MOST_ROUNDS = 1000;
const heldHere = new Set<string>();

/**
 * Locks `directory` for this process with `lockFile`. If the holder has ended, exactly one contender takes over.
 *
 * @throws EmulatorStartError if another process holds the lock, or may hold it.
 */
export async function lockDirectory(directory: string, lockFile: string): Promise<DirectoryLock> {
  const nonce = randomBytes(6).toString('hex');
  const socket = await listenAt(socketPathOf(lockFile, nonce)).catch(() => undefined);
  try {
    const { pid } = process;
    const [scope, startedAt] = await Promise.all([readScope(), readStartTime(pid)]);
    const mark = formatHolder({ ...scope, pid, startedAt, nonce, hasSocket: socket !== undefined, isLegacy: false });
    heldHere.add(nonce);
    await take(directory, lockFile, mark);
    await tidyUp(lockFile, nonce);
    return { mark, release: () => release(lockFile, mark, nonce, socket) };
  } catch (error) {
    heldHere.delete(nonce);
    await socket?.close();
    throw error;
  }
}

/**
 * Takes the lock without removing an unclaimed file: the lock file of a dead holder has one successor path, which only
 * one contender can claim. Then the winner replaces the lock file in one step.
 */
async function take(directory: string, lockFile: string, mark: string): Promise<void> {
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const claims = await readClaims(lockFile);
    const [first, last] = [claims[0], claims.at(-1)];
    if (first === undefined || last === undefined) {
      if (await putClaim({ path: lockFile, content: mark })) return;
      continue;
    }
    // If the lock file has changed, another contender has taken over, and claims based on the old content are void.
    const isVoid = async (): Promise<boolean> => (await readIfThere(lockFile)) !== first.content;
    if (await isVoid()) continue;
    await requireDead(directory, lockFile, last);
    const claim = { path: successorPathOf(lockFile, last.content), content: mark };
    if (!(await putClaim(claim))) continue;
    if (!(await isVoid())) return await renameWithRetry(claim.path, lockFile);
    await rm(claim.path, { force: true });
  }
  throw new EmulatorStartError(`The lock file ${lockFile} of ${directory} keeps changing. Start the emulator again.`);
}

async function requireDead(directory: string, lockFile: string, { content }: Claim): Promise<void> {
  const holder = parseHolder(content);
  if (!holder) return;
  const here = await readScope();
  const isElsewhere = !holder.isLegacy && holder.pidNamespace !== here.pidNamespace;
  const who = `(process ${holder.pid}${isElsewhere ? ' of another container' : ''})`;
  switch (await findState(lockFile, holder, here)) {
    case 'dead':
      return;
    case 'alive':
      throw new EmulatorStartError(
        `The data directory ${directory} is in use by another emulator ${who}; its lock file is ${lockFile}. ` +
          'Stop it, or choose another directory.',
      );
    case 'unknown':
      throw new EmulatorStartError(
        `The data directory ${directory} may be in use by another emulator ${who}, which cannot be checked from here. ` +
          `Make sure that no other emulator uses it, remove the lock file ${lockFile}, and start again.`,
      );
  }
}

async function findState(lockFile: string, holder: Holder, here: ProcessScope): Promise<HolderState> {
  const { pid, nonce, hasSocket } = holder;
  const socket = hasSocket ? await probeSocket(socketPathOf(lockFile, nonce)) : 'none';
  const startedAt = await readStartTime(pid);
  const isHeldHere = heldHere.has(nonce);
  return judgeHolder(holder, { socket, here, isHeldHere, process: findProcess(pid), startedAt });
}

/** Removes the files of killed contenders. A live contender has its socket open. */
async function tidyUp(lockFile: string, nonce: string): Promise<void> {
  const own = socketPathOf(lockFile, nonce);
  for (const path of await listLeftovers(lockFile)) {
    if (path === own || (isSocketPath(path) && (await probeSocket(path)) === 'answers')) continue;
    await rm(path, { force: true });
  }
}

async function release(lockFile: string, mark: string, nonce: string, socket: LiveSocket | undefined): Promise<void> {
  if (!heldHere.delete(nonce)) return;
  if ((await readIfThere(lockFile)) === mark) await rm(lockFile, { force: true });
  await socket?.close();
}

/** Returns the scope of this process. Known only on Linux; elsewhere all process ids share one scope. */
async function readScope(): Promise<ProcessScope> {
  const [bootId, pidNamespace] = await Promise.all([
    readFile('/proc/sys/kernel/random/boot_id', 'utf8').catch(() => undefined),
    readlink('/proc/self/ns/pid').catch(() => undefined),
  ]);
  return { bootId: bootId?.trim(), pidNamespace };
}

/** Returns when a process started, in clock ticks since boot; undefined without such a process or /proc. */
async function readStartTime(pid: number): Promise<string | undefined> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
  // The second field is the command in parentheses, which may contain spaces; the start time is field 22.
  return text?.slice(text.lastIndexOf(')') + 2).split(' ')[22 - 3];
}

function findProcess(pid: number): Evidence['process'] {
  if (pid === process.pid) return 'this';
  return isAlive(pid) ? 'another' : 'none';
}
