/** Folders whose content belongs to a running server or its replicas, not to the data. Source: pg_basebackup. */
const EMPTIED = ['pg_dynshmem', 'pg_notify', 'pg_replslot', 'pg_serial', 'pg_snapshots', 'pg_stat_tmp', 'pg_subtrans'];
const SERVER_FILES = ['postmaster.pid', 'postmaster.opts', 'backup_label', 'tablespace_map'];

/** True for entries that every copy leaves out. */
export function isLeftOutAlways(path: string): boolean {
  const [top = '', ...rest] = path.split('/');
  const name = rest.at(-1) ?? top;
  if (rest.length === 0) return SERVER_FILES.includes(top);
  return EMPTIED.includes(top) || name.startsWith('pgsql_tmp') || name.startsWith('pg_internal.init');
}

/** True for entries that a copy of a stopped server leaves out; the log has its own rules. */
export function isLeftOutAtRest(path: string, kind: 'file' | 'folder'): boolean {
  return isLeftOutAlways(path) || (kind === 'file' && path.startsWith('pg_wal/'));
}

/** True for entries that a copy of a base leaves out; it keeps `backup_label`, which says where its replay begins. */
export function isLeftOutOfBase(path: string, kind: 'file' | 'folder'): boolean {
  return path !== 'backup_label' && isLeftOutAtRest(path, kind);
}

/** True for entries that a copy of a running server leaves out; `pg_control` is copied last. */
export function isLeftOutWhileRunning(path: string, kind: 'file' | 'folder'): boolean {
  return path === CONTROL_FILE || isLeftOutAtRest(path, kind);
}

export const CONTROL_FILE = 'global/pg_control';

/** No segment has a later name. */
export const LAST_SEGMENT: string = 'F'.repeat(24);

/**
 * True for the maps of free space and of visible pages, which Postgres makes again when it needs them:
 * https://wiki.postgresql.org/wiki/Free_Space_Map_Problems, https://www.postgresql.org/docs/17/pgvisibility.html.
 */
export function isMap(name: string): boolean {
  return /^\d+_(fsm|vm)$/.test(name);
}

/** True if a file in pg_wal is one of the segments `first` to `last`, or a timeline history. */
export function isNeededWal(name: string, first: string, last: string): boolean {
  if (name.endsWith('.history')) return true;
  return isSegment(name) && name >= first && name <= last;
}

/** True if a file in pg_wal is a segment before `first`. */
export function isOlderWal(name: string, first: string): boolean {
  return isSegment(name) && name < first;
}

export function isSegment(name: string): boolean {
  return /^[0-9A-F]{24}$/.test(name);
}
