import { expect, test } from 'vitest';
import { sharedContract } from '../contract/index.ts';
import type { Fault } from './fault.ts';
import { createFaultList } from './fault-list.ts';

const contract = sharedContract();

/** Returns the numbers of the calls, out of ten, that the fault strikes. */
function strikesOf(fault: Partial<Fault>, operationId = 'createProject'): number[] {
  const list = createFaultList(contract);
  list.add({ any: true, kind: 'html', ...fault } as Fault);
  const operation = contract.operations.find((candidate) => candidate.operationId === operationId);
  if (!operation) throw new Error(`No operation ${operationId}.`);
  return Array.from({ length: 10 }, (_, index) => (list.draw(operation).length > 0 ? index + 1 : 0)).filter(Boolean);
}

test('by default a fault strikes once, on the next call', () => expect(strikesOf({})).toEqual([1]));
test('`times` limits the number of strikes', () => expect(strikesOf({ times: 3 })).toEqual([1, 2, 3]));
test('`nth` sets the first call that a fault strikes', () => expect(strikesOf({ nth: 4, times: 2 })).toEqual([4, 5]));

test('the same seed gives the same strikes, another seed gives others', () => {
  const first = strikesOf({ probability: 0.5, seed: 7 });
  expect(first.length).toBeGreaterThan(0);
  expect(strikesOf({ probability: 0.5, seed: 7 })).toEqual(first);
  expect(strikesOf({ probability: 0.5, seed: 8 })).not.toEqual(first);
  expect(strikesOf({ probability: 0.5, seed: 7, times: 1 })).toEqual(first.slice(0, 1));
});

test('probability 1 always strikes, and probability 0 never does', () => {
  expect(strikesOf({ probability: 1 })).toHaveLength(10);
  expect(strikesOf({ probability: 0 })).toEqual([]);
});

test('a fault strikes only the calls that match it', () => {
  const only = (target: object, operationId?: string): number[] =>
    strikesOf({ any: undefined, ...target } as unknown as Partial<Fault>, operationId);
  expect(only({ operationId: 'createProject' })).toEqual([1]);
  expect(only({ operationId: 'listProjects' })).toEqual([]);
  expect(only({ route: 'POST /projects' })).toEqual([1]);
  expect(only({ route: 'GET /projects' })).toEqual([]);
  expect(only({ route: '/projects' })).toEqual([1]);
});

test('a fault can be listed with its counts, and removed', () => {
  const list = createFaultList(contract);
  const { id } = list.add({ any: true, kind: 'hang' });
  expect(list.list()).toEqual([{ any: true, kind: 'hang', id, seen: 0, struck: 0 }]);
  expect([list.remove(id), list.remove(id)]).toEqual([true, false]);
  list.add({ any: true, kind: 'hang' });
  list.clear();
  expect(list.list()).toEqual([]);
});
