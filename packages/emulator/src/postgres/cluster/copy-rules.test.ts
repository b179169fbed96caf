import { expect, test } from 'vitest';
import { isLeftOutAlways, isLeftOutWhileRunning, isMap, isNeededWal } from './copy-rules.ts';

test.each([
  ['postmaster.pid', 'file', true, true],
  ['backup_label', 'file', true, true],
  ['base/5/pg_internal.init', 'file', true, true],
  ['base/pgsql_tmp', 'folder', true, true],
  ['pg_replslot/a', 'folder', true, true],
  ['pg_replslot', 'folder', false, false],
  ['pg_wal', 'folder', false, false],
  ['pg_wal/archive_status', 'folder', false, false],
  ['pg_wal/000000010000000000000001', 'file', false, true],
  ['global/pg_control', 'file', false, true],
  ['base/5/1259', 'file', false, false],
  ['base/5/postmaster.pid', 'file', false, false],
] as const)('%s (%s) is left out of every copy: %s, of a running server: %s', (path, kind, always, whileRunning) => {
  expect([isLeftOutAlways(path), isLeftOutWhileRunning(path, kind)]).toEqual([always, whileRunning]);
});

test('needs the segments from first to last, and timeline histories', () => {
  const names = ['000000010000000000000004', '000000010000000000000005', '000000010000000000000006'];
  const others = [
    '000000010000000000000007',
    '000000010000000000000005.00000028.backup',
    '00000002.history',
    'summaries',
  ];
  const needed = [...names, ...others].filter((name) => isNeededWal(name, names[1] ?? '', names[2] ?? ''));
  expect(needed).toEqual([names[1], names[2], '00000002.history']);
});

test('maps are known by their suffix', () => {
  const names = ['1259', '1259.1', '1259_fsm', '1259_vm', '1259_init', 'PG_VERSION', 'a_vm'];
  expect(names.filter(isMap)).toEqual(['1259_fsm', '1259_vm']);
});
