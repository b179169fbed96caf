import { expect, test } from 'vitest';
import { formatRehearsal } from './format-rehearsal.ts';

test('prints a line for each step, followed by the complaints', () => {
  const steps = [
    { what: 'install', manager: 'npm', durationMs: 1234, size: { packageCount: 30, sizeBytes: 12_345_678 } },
    { what: 'use', manager: 'yarn 1', durationMs: 500, complaint: 'no such command' },
  ];
  expect(formatRehearsal(steps)).toBe(
    [
      'step     package manager  result  seconds  packages    MB',
      'install  npm              passed      1.2        30  12.3',
      'use      yarn 1           failed      0.5                ',
      '',
      'use (yarn 1): no such command',
      '',
    ].join('\n'),
  );
});
