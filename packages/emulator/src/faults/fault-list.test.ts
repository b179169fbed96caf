import { expect, test } from 'vitest';
import { sharedContract } from '../contract/index.ts';
import type { Fault } from './fault.ts';
import { createFaultList } from './fault-list.ts';

const contract = sharedContract();

/** At which of ten calls the fault strikes. */
function strikesOf(fault: Partial<Fault>, operationId = 'createProject'): number[] {
  const list = createFaultList(contract);
  list.add({ any: true, kind: 'html', ...fault } as Fault);
  const operation = contract.operations.find((candidate) => candidate.operationId === operationId);
  if (!operation) throw new Error(`No operation ${operationId}.`);
  return Array.from({ length: 10 }, (_, index) => (list.draw(operation).length > 0 ? index + 1 : 0)).filter(Boolean);
}

test('without a time it strikes once, at the next call', () => expect(strikesOf({})).toEqual([1]));
test('`times` says how often', () => expect(strikesOf({ times: 3 })).toEqual([1, 2, 3]));
test('`nth` says from which call on', () => expect(strikesOf({ nth: 4, times: 2 })).toEqual([4, 5]));

test('the same seed gives the same run, another one another', () => {
  const first = strikesOf({ probability: 0.5, seed: 7 });
  expect(first.length).toBeGreaterThan(0);
  expect(strikesOf({ probability: 0.5, seed: 7 })).toEqual(first);
  expect(strikesOf({ probability: 0.5, seed: 8 })).not.toEqual(first);
  expect(strikesOf({ probability: 0.5, seed: 7, times: 1 })).toEqual(first.slice(0, 1));
});

test('certain and impossible chances are what they say', () => {
  expect(strikesOf({ probability: 1 })).toHaveLength(10);
  expect(strikesOf({ probability: 0 })).toEqual([]);
});

test('only the calls it is for count', () => {
  const only = (target: object, operationId?: string): number[] =>
    strikesOf({ any: undefined, ...target } as unknown as Partial<Fault>, operationId);
  expect(only({ operationId: 'createProject' })).toEqual([1]);
  expect(only({ operationId: 'listProjects' })).toEqual([]);
  expect(only({ route: 'POST /projects' })).toEqual([1]);
  expect(only({ route: 'GET /projects' })).toEqual([]);
  expect(only({ route: '/projects' })).toEqual([1]);
});

test('a fault can be listed with what it has done, and removed', () => {
  const list = createFaultList(contract);
  const { id } = list.add({ any: true, kind: 'hang' });
  expect(list.list()).toEqual([{ any: true, kind: 'hang', id, seen: 0, struck: 0 }]);
  expect([list.remove(id), list.remove(id)]).toEqual([true, false]);
  list.add({ any: true, kind: 'hang' });
  list.clear();
  expect(list.list()).toEqual([]);
});
