/** The scope in which a process id means something: one boot of one machine, one PID namespace. */
export interface ProcessScope {
  /** Undefined where the system gives none. */
  readonly bootId: string | undefined;
  readonly pidNamespace: string | undefined;
}

/** Who holds a lock, as its file says. */
export interface Holder extends ProcessScope {
  readonly pid: number;
  /** When the process started, in the system's own units; undefined where the system does not say. */
  readonly startedAt: string | undefined;
  /** Unique for each taking of a lock. */
  readonly nonce: string;
  /** Whether the holder listens on the socket that belongs to the nonce. */
  readonly hasSocket: boolean;
  /** Written by a version that recorded the process id, at most with its start time. */
  readonly isLegacy: boolean;
}

/** What can be found out about a holder from here. */
export interface Evidence {
  readonly socket: 'answers' | 'refuses' | 'none';
  readonly here: ProcessScope;
  /** Whether this process took the lock with this nonce. */
  readonly isHeldHere: boolean;
  /** The process that has the holder's id here: this one, another one, or none. */
  readonly process: 'this' | 'another' | 'none';
  /** When that process started. */
  readonly startedAt: string | undefined;
}

export type HolderState = 'alive' | 'dead' | 'unknown';

/** The kernel's word comes first: a socket answers for as long as its process lives. Without it the record decides. */
export function judgeHolder(holder: Holder, { socket, here, isHeldHere, process, startedAt }: Evidence): HolderState {
  if (socket === 'answers') return 'alive';
  if (socket === 'refuses') return 'dead';
  if (holder.bootId !== here.bootId && !holder.isLegacy) return 'dead';
  if (holder.pidNamespace !== here.pidNamespace && !holder.isLegacy) return 'unknown';
  if (process === 'this') return isHeldHere ? 'alive' : 'dead';
  if (process === 'none') return 'dead';
  if (holder.startedAt !== undefined) return holder.startedAt === startedAt ? 'alive' : 'dead';
  // The id may belong to another process by now.
  return startedAt === undefined ? 'alive' : 'unknown';
}

export function formatHolder({ isLegacy: _, ...holder }: Holder): string {
  return `${JSON.stringify(holder)}\n`;
}

/** Undefined when the text names no process: what a power cut leaves of a file. */
export function parseHolder(text: string): Holder | undefined {
  const [, pid, startedAt] = /^(\d+)(?: (\d+|unknown)\b.*)?\s*$/.exec(text) ?? [];
  if (pid !== undefined) return legacyHolder(Number(pid), startedAt);
  try {
    const { pid, startedAt, nonce, hasSocket, bootId, pidNamespace } = JSON.parse(text) as Partial<Holder>;
    if (!isPid(pid) || typeof nonce !== 'string' || !/^[0-9a-f]+$/.test(nonce)) return undefined;
    return { pid, startedAt, nonce, hasSocket: hasSocket === true, bootId, pidNamespace, isLegacy: false };
  } catch {
    return undefined;
  }
}

function legacyHolder(pid: number, startedAt: string | undefined): Holder | undefined {
  if (!isPid(pid)) return undefined;
  return {
    pid,
    startedAt: startedAt === 'unknown' ? undefined : startedAt,
    nonce: '',
    hasSocket: false,
    bootId: undefined,
    pidNamespace: undefined,
    isLegacy: true,
  };
}

function isPid(pid: unknown): pid is number {
  return typeof pid === 'number' && Number.isSafeInteger(pid) && pid > 0;
}
