import { expect, test } from 'vitest';
import { sharedContract } from '../contract/index.ts';
import { parseFault } from './parse-fault.ts';

const parse = (fault: unknown): unknown => parseFault(fault, sharedContract());

test.each([
  { any: true, kind: 'html' },
  { operationId: 'createProject', kind: 'status', status: 503, headers: { 'Retry-After': '1' }, nth: 2, times: 3 },
  { route: 'GET /projects/{project_id}', kind: 'delay', ms: 10, probability: 0.5, seed: 7 },
  { route: '/projects', kind: 'reset', when: 'after' },
  { any: true, kind: 'operation-fails', failures: 2, action: 'create_branch', message: 'no space' },
])('%j is accepted', (fault) => {
  expect(parse(fault)).toEqual(fault);
});

test.each<[unknown, RegExp]>([
  [7, /must be an object/],
  [{ any: true }, /kind must be one of status, delay/],
  [{ any: true, kind: 'explode' }, /kind must be one of .* not "explode"/],
  [{ kind: 'html' }, /exactly one target: operationId, route, or any/],
  [{ any: true, operationId: 'getProject', kind: 'html' }, /exactly one target: operationId, route, or any/],
  [{ operationId: 'createProjekt', kind: 'html' }, /no operationId "createProjekt". Did you mean "createProject"/],
  [{ route: 'GET /project', kind: 'html' }, /no route "GET \/project". Did you mean "GET \/projects"/],
  [{ any: true, kind: 'delay' }, /ms must be a non-negative integer \(milliseconds\), not undefined/],
  [{ any: true, kind: 'status', status: 99 }, /status must be a status from 200 to 599, not 99/],
  [{ any: true, kind: 'reset', when: 'during' }, /when must be before or after/],
  [{ any: true, kind: 'html', tiems: 2 }, /no option "tiems". Did you mean "times"/],
  [{ any: true, kind: 'html', xyzzy: 2 }, /no option "xyzzy". Its options are: operationId, route, any/],
  [{ operationId: 'xyzzy', kind: 'html' }, /no operationId "xyzzy".$/],
  [{ any: true, kind: 'html', ms: 2 }, /no option "ms"/],
  [{ any: true, kind: 'html', nth: 0 }, /nth must be/],
  [{ any: true, kind: 'html', nth: 1, probability: 1 }, /nth or probability, not both/],
])('%j is refused', (fault, message) => {
  expect(() => parse(fault)).toThrow(message);
});
