import { describe, expect, test } from 'vitest';
import { exitCodeOf, formatResults } from './format-results.ts';

const PASSED = {
  consumer: 'vite',
  manager: 'pnpm',
  versions: 'vite 8.4.0',
  tried: true,
  passed: 7,
  failed: 0,
  complaints: [],
};
const FAILED = { ...PASSED, consumer: 'jest-swc', manager: 'npm', versions: 'jest 30.5.2', passed: 0, failed: 7 };

describe('formatResults', () => {
  test('prints a line for each consumer, followed by the complaints', () => {
    const results = [
      { ...PASSED, manager: 'pnpm', durationMs: 4321 } as const,
      { ...FAILED, manager: 'npm', complaints: ['failed: no such module'], durationMs: 12_340 } as const,
    ];
    expect(formatResults(results)).toBe(
      [
        'consumer  installed by  versions     passed  failed  seconds',
        'vite      pnpm          vite 8.4.0        7       0      4.3',
        'jest-swc  npm           jest 30.5.2       0       7     12.3',
        '',
        'jest-swc: failed: no such module',
        '',
      ].join('\n'),
    );
  });

  test('shortens a long complaint', () => {
    const complaint = Array.from({ length: 40 }, (_, index) => `error ${index}${'!'.repeat(index * 100)}`).join('\n\n');
    const text = formatResults([{ ...PASSED, manager: 'npm', complaints: [complaint], durationMs: 1 }]);
    expect(text).toContain('vite: error 0\n  error 1!!!');
    expect(text).toMatch(/!…\n {2}error 15!{392}…\n {2}… and 24 more lines\n$/);
  });
});

describe('exitCodeOf', () => {
  const passed = { tried: true, complaints: [] };
  const failed = { tried: true, complaints: ['no'] };
  const untried = { tried: false, complaints: ['could not be installed'] };

  test.each([
    ['all pass', [passed, passed], 0],
    ['one fails', [passed, failed], 1],
    ['one could not be installed', [passed, untried], 1],
    ['none could be installed', [untried, untried], 2],
    ['there are none', [], 2],
  ])('when %s', (_, results, code) => {
    expect(exitCodeOf(results)).toBe(code);
  });
});
