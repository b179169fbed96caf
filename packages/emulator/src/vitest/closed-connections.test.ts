import { EventEmitter } from 'node:events';
import { expect, test } from 'vitest';
import { createIgnoreClosedConnections, isClosedConnection } from './closed-connections.ts';

const closed = Object.assign(new Error('terminating connection due to administrator command'), { code: '57P01' });

test.each([
  [closed, true],
  [new Error('Connection terminated unexpectedly'), true],
  [Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' }), true],
  [Object.assign(new Error('relation "orders" does not exist'), { code: '42P01' }), false],
  [new Error('expected 1 to be 2'), false],
  ['Connection terminated', false],
  [undefined, false],
])('%s is a closed connection: %s', (error, isClosed) => {
  expect(isClosedConnection(error)).toBe(isClosed);
});

test('only errors of closed connections are ignored, and only while the work runs', async () => {
  const process = new EventEmitter();
  const reported: unknown[] = [];
  process.on('uncaughtException', (error) => reported.push(error));
  const ignore = createIgnoreClosedConnections(process);
  const other = new Error('other');
  const first = ignore(async () => process.emit('uncaughtException', closed));
  await ignore(async () => process.emit('uncaughtException', other));
  await first;
  expect(reported).toEqual([other]);
  process.emit('uncaughtException', closed);
  expect(reported).toEqual([other, closed]);
});
