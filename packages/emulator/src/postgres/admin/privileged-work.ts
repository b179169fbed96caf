/**
 * Every kind of superuser session that the emulator opens in a branch. The session's `application_name` shows the kind.
 * A test runs each kind in a database full of traps, so a new kind needs a test there.
 */
export type PrivilegedWork =
  | 'close program access'
  | 'copy running data'
  | 'follow branch'
  | 'copy history'
  | 'read history'
  | 'apply role'
  | 'lock out role'
  | 'disown role'
  | 'drop role'
  | 'read verifier'
  | 'list databases'
  | 'create database'
  | 'change database'
  | 'drop database'
  | 'list subscriptions'
  | 'drop subscription'
  | 'read position'
  | 'remove rows'
  | 'write checkpoint'
  | 'open database'
  | 'dump schema'
  | 'read schema'
  | 'read tables'
  | 'read contents'
  | 'fill branch';
