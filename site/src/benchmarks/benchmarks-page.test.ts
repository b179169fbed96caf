import { expect, test } from 'vitest';
import { benchmarksPage } from './benchmarks-page.ts';
import { drawBars } from './draw-bars.ts';
import { drawLines } from './draw-lines.ts';
import { readResults } from './read-results.ts';

test('every result is plotted, with its machine and date', () => {
  const { text } = benchmarksPage();
  const results = readResults();
  expect(results.length).toBeGreaterThan(3);
  expect(text.match(/<svg/g)).toHaveLength(results.length);
  expect(text.match(/Measured on \d{4}-\d\d-\d\d with Node \d+/g)).toHaveLength(results.length);
});

test('the longest bar takes the whole width, and another bar its share', () => {
  const bar = (value: number) => ({ label: 'a', value, text: '', isOwn: false });
  const widths = [...drawBars('t', [bar(50), bar(100)]).matchAll(/<rect[^>]* width="([\d.]+)"/g)].map(([, width]) =>
    Number(width),
  );
  expect(widths).toEqual([210, 420]);
});

test('labels of lines that end at the same height do not overlap', () => {
  const line = { label: 'a', isOwn: false, values: [1, 1] };
  const drawn = drawLines('t', { positions: ['1', '2'], horizontal: 'x', vertical: 'y' }, [line, line]);
  const heights = [...drawn.matchAll(/<text x="560" y="([\d.]+)">a</g)].map(([, height]) => Number(height));
  expect(Math.abs((heights[0] ?? 0) - (heights[1] ?? 0))).toBe(18);
});
