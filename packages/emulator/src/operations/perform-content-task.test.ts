import { expect, test } from 'vitest';
import { type ContentTask, isAlreadyDone } from './perform-content-task.ts';

const on = { branchId: 'br-a' };
const found = {
  roles: [{ name: 'owner', canLogIn: true }],
  databases: [{ name: 'app', owner: 'owner' }],
};

test.each<[boolean, ContentTask]>([
  [true, { ...on, kind: 'create-database', databaseName: 'app' }],
  [false, { ...on, kind: 'create-database', databaseName: 'other' }],
  [false, { ...on, kind: 'drop-database', databaseName: 'app' }],
  [true, { ...on, kind: 'drop-database', databaseName: 'other' }],
  [false, { ...on, kind: 'drop-role', roleName: 'owner' }],
  [true, { ...on, kind: 'drop-role', roleName: 'other' }],
  [false, { ...on, kind: 'apply-role', roleName: 'owner' }],
  [false, { ...on, kind: 'change-database', databaseName: 'old', newName: 'app' }],
])('an earlier attempt has already done the work: %s for %j', (isDone, task) => {
  expect(isAlreadyDone(task, [{ name: 'app', owner: 'owner' }], found)).toBe(isDone);
});

test('a database with another owner is not the requested one', () => {
  const task = { ...on, kind: 'create-database', databaseName: 'app' } as const;
  expect(isAlreadyDone(task, [{ name: 'app', owner: 'another' }], found)).toBe(false);
});
