import { expect, test } from 'vitest';
import { linkTo, parseRoute } from './route.ts';

test.each([
  ['', { view: 'projects' }],
  ['#/', { view: 'projects' }],
  ['#token=a&key=b', { view: 'projects' }],
  ['#/requests', { view: 'requests' }],
  ['#/controls', { view: 'controls' }],
  ['#/projects/p1', { view: 'branches', projectId: 'p1' }],
  ['#/projects/p1/branches/br-1', { view: 'branches', projectId: 'p1', branchId: 'br-1' }],
  ['#/projects/p1/tables/br-1', { view: 'tables', projectId: 'p1', branchId: 'br-1' }],
  ['#/projects/p1/sql', { view: 'sql', projectId: 'p1' }],
  ['#/projects/p1/operations', { view: 'operations', projectId: 'p1' }],
  ['#/projects/p1/nowhere', { view: 'unknown' }],
  ['#/nowhere', { view: 'unknown' }],
])('%s leads to %j', (fragment, route) => {
  expect(parseRoute(fragment)).toEqual(route);
});

test.each([
  { view: 'projects' },
  { view: 'controls' },
  { view: 'operations', projectId: 'p1' },
  { view: 'branches', projectId: 'a/b', branchId: 'br 1' },
] as const)('the link to %j leads there', (route) => {
  expect(parseRoute(linkTo(route))).toEqual(route);
});
