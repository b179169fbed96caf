import { expect, test } from 'vitest';
import { formatResults } from './format-results.ts';

test('results are a table, followed by known differences and failures', () => {
  const results = [
    { runtime: 'node-20', version: '20.19.0', passed: 9, complaints: [], durationMs: 81.4, known: { adds: 3 } },
    {
      runtime: 'bun',
      version: '1.0.0',
      passed: 8,
      complaints: ['aborts: returned 1 instead of 2'],
      durationMs: 1234.5,
    },
  ];
  expect(formatResults(results)).toBe(
    [
      'runtime  version  passed  failed    ms',
      'node-20  20.19.0       9       0    81',
      'bun      1.0.0         8       1  1235',
      '',
      'node-20: known difference: adds returns 3',
      '',
      'bun: aborts: returned 1 instead of 2',
      '',
    ].join('\n'),
  );
});
