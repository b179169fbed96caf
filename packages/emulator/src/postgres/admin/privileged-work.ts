/**
 * Every reason for which the emulator opens a superuser session in a branch. The session shows its reason as its
 * `application_name`. A test runs each of them in a database full of traps, so a new reason needs a test there.
 */
export type PrivilegedWork =
  | 'wait until ready'
  | 'close program access'
  | 'copy running data'
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
  | 'read position'
  | 'remove rows'
  | 'write checkpoint'
  | 'open database'
  | 'dump schema'
  | 'read schema'
  | 'read tables'
  | 'read contents'
  | 'fill branch';
