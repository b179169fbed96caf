/** The scope in which a process id is unique: one boot of one machine, one PID namespace. */
export interface ProcessScope {
  /** Undefined if the system has none. */
  readonly bootId: string | undefined;
  readonly pidNamespace: string | undefined;
}

/** The holder of a lock, as recorded in its file. */
export interface Holder extends ProcessScope {
  readonly pid: number;
  /** When the process started, in the system's own units; undefined if unknown. */
  readonly startedAt: string | undefined;
  /** Unique for each lock. */
  readonly nonce: string;
  /** Whether the holder listens on the nonce's socket. */
  readonly hasSocket: boolean;
  /** Whether an older version wrote it, which recorded only the process id and perhaps the start time. */
  readonly isLegacy: boolean;
}

/** What this process can find out about a holder. */
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

/** Decides whether a holder is alive. Its socket answers as long as it lives; without one, the record decides. */
export function judgeHolder(holder: Holder, { socket, here, isHeldHere, process, startedAt }: Evidence): HolderState {
  if (socket === 'answers') return 'alive';
  if (socket === 'refuses') return 'dead';
  if (holder.bootId !== here.bootId && !holder.isLegacy) return 'dead';
  if (holder.pidNamespace !== here.pidNamespace && !holder.isLegacy) return 'unknown';
  if (process === 'this') return isHeldHere ? 'alive' : 'dead';
  if (process === 'none') return 'dead';
  if (holder.startedAt !== undefined) return holder.startedAt === startedAt ? 'alive' : 'dead';
  // Another process may have the id by now.
  return startedAt === undefined ? 'alive' : 'unknown';
}

export function formatHolder({ isLegacy: _, ...holder }: Holder): string {
  return `${JSON.stringify(holder)}\n`;
}

/** Returns undefined if the text names no process, as in a file truncated by a power cut. */
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
