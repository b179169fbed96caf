import { describe, expect, test } from 'vitest';
import { judge, parseReviewed, type ReviewedGroup } from './reviewed-list.ts';

const group = (...at: string[]): ReviewedGroup => ({ verdict: 'newer document', reason: 'Newer.', at });

describe('the differences are compared with the list:', () => {
  test.each<[string, string[], ReviewedGroup[], { unknown: string[]; gone: string[] }]>([
    ['a listed difference passes', ['a'], [group('a')], { unknown: [], gone: [] }],
    ['an unlisted difference is new', ['a', 'b'], [group('a')], { unknown: ['b'], gone: [] }],
    ['a listed difference that does not occur is gone', ['a'], [group('a'), group('b')], { unknown: [], gone: ['b'] }],
    [
      'the same place with another difference is new',
      ['A.x: only in ours'],
      [group('A.x: only in theirs')],
      {
        unknown: ['A.x: only in ours'],
        gone: ['A.x: only in theirs'],
      },
    ],
  ])('%s', (_, differences, groups, expected) => {
    expect(judge(differences, groups)).toMatchObject(expected);
  });

  test('they are counted by verdict', () => {
    const groups = [group('a', 'b'), group('c'), { ...group('d'), verdict: 'their bug' as const }];
    expect(judge([], groups).counts).toMatchObject({ 'newer document': 3, 'their bug': 1, 'our bug': 0 });
  });
});

describe('the list is refused with', () => {
  test.each<[string, unknown]>([
    ['The list must be a sequence of groups.', {}],
    ['Group 1: "verdict" must be one of', [{ ...group('a'), verdict: 'nobody' }]],
    ['Group 2 has no "reason". Say why the types differ.', [group('a'), { ...group('b'), reason: ' ' }]],
    ['Group 1: "at" must list differences.', [group()]],
    ['"a" is listed twice. Remove one.', [group('a'), group('b', 'a')]],
  ])('%s', (message, value) => {
    expect(() => parseReviewed(value)).toThrow(message);
  });
});
