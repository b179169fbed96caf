import { expect, test } from 'vitest';
import { scrollToRow, visibleRange } from './visible-range.ts';

test.each([
  ['an empty list', { scrollTop: 0, viewHeight: 400, rowHeight: 40, count: 0 }, { first: 0, end: 0 }],
  ['a short list', { scrollTop: 0, viewHeight: 400, rowHeight: 40, count: 5 }, { first: 0, end: 5 }],
  ['the top', { scrollTop: 0, viewHeight: 400, rowHeight: 40, count: 1000 }, { first: 0, end: 18 }],
  ['the middle', { scrollTop: 4000, viewHeight: 400, rowHeight: 40, count: 1000 }, { first: 92, end: 118 }],
  ['the end', { scrollTop: 39_600, viewHeight: 400, rowHeight: 40, count: 1000 }, { first: 982, end: 1000 }],
  ['a list that became shorter', { scrollTop: 39_600, viewHeight: 400, rowHeight: 40, count: 3 }, { first: 3, end: 3 }],
])('the rendered rows of %s', (_, scrolled, range) => {
  expect(visibleRange(scrolled)).toEqual(range);
});

test.each([
  [0, 0],
  [99, 3600],
  [10, 400],
  [5, 200],
  [13, 400],
  [20, 440],
])('row %i comes into view at %i', (row, scrollTop) => {
  const scrolled = {
    scrollTop: row === 13 || row === 10 || row === 20 || row === 5 ? 400 : 0,
    viewHeight: 400,
    rowHeight: 40,
  };
  expect(scrollToRow(row, scrolled)).toBe(scrollTop);
});
