/** Folders whose content belongs to a running server or its replicas, not to the data (as pg_basebackup has it). */
const EMPTIED = ['pg_dynshmem', 'pg_notify', 'pg_replslot', 'pg_serial', 'pg_snapshots', 'pg_stat_tmp', 'pg_subtrans'];
const SERVER_FILES = ['postmaster.pid', 'postmaster.opts', 'backup_label', 'tablespace_map'];

/** What no copy of a data directory takes along. */
export function isLeftOutAlways(path: string): boolean {
  const [top = '', ...rest] = path.split('/');
  const name = rest.at(-1) ?? top;
  if (rest.length === 0) return SERVER_FILES.includes(top);
  return EMPTIED.includes(top) || name.startsWith('pgsql_tmp') || name.startsWith('pg_internal.init');
}

/** What a copy of a data directory leaves out besides: the log has rules of its own. */
export function isLeftOutAtRest(path: string, kind: 'file' | 'folder'): boolean {
  return isLeftOutAlways(path) || (kind === 'file' && path.startsWith('pg_wal/'));
}

/** What a copy of a history's base leaves out: where replay of a base begins that was copied from a running server is its own. */
export function isLeftOutOfBase(path: string, kind: 'file' | 'folder'): boolean {
  return path !== 'backup_label' && isLeftOutAtRest(path, kind);
}

/** What a copy of a running server leaves out besides: it is added at the end, in the right order. */
export function isLeftOutWhileRunning(path: string, kind: 'file' | 'folder'): boolean {
  return path === CONTROL_FILE || isLeftOutAtRest(path, kind);
}

export const CONTROL_FILE = 'global/pg_control';

/** Whether a file of pg_wal is one of the segments `first` to `last`, or tells the history of the timeline. */
export function isNeededWal(name: string, first: string, last: string): boolean {
  if (name.endsWith('.history')) return true;
  return isSegment(name) && name >= first && name <= last;
}

/** Whether a file of pg_wal is a segment before `first`. */
export function isOlderWal(name: string, first: string): boolean {
  return isSegment(name) && name < first;
}

export function isSegment(name: string): boolean {
  return /^[0-9A-F]{24}$/.test(name);
}
