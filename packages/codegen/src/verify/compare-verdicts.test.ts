import { describe, expect, test } from 'vitest';
import { object, text, withSubject } from '../../test/subject-cases.ts';
import { diffContracts } from '../diff/index.ts';
import { compareVerdicts, disagreementText } from './compare-verdicts.ts';
import type { Verdict } from './compiler-verdicts.ts';

const { changes } = diffContracts(withSubject(object({ a: text })), withSubject(object({ a: text }, ['a'])));

function verdict(subject: string, direction: Verdict['direction'], complaint?: string): Verdict {
  return { subject, direction, compiles: complaint === undefined, complaint };
}

describe('compareVerdicts', () => {
  test('finds nothing if both report a break for callers and none for readers', () => {
    expect(compareVerdicts(changes, [verdict('send', 'request', 'no'), verdict('read', 'response')])).toEqual([]);
  });

  test('reports a break that only the differ sees, with its reasons', () => {
    const found = compareVerdicts(changes, [verdict('send', 'request')]);
    expect(found.map(disagreementText)).toEqual([
      [
        'send (request): the differ says that code breaks, the compiler says that it compiles.',
        '  differ:',
        '    property-required at /components/schemas/Subject/properties/a: Every call that sends it must pass `a`; `a` is always present.',
      ].join('\n'),
    ]);
  });

  test('reports a break that only the compiler sees, with its reasons', () => {
    const found = compareVerdicts(changes, [verdict('read', 'response', 'one line\nanother')]);
    expect(found.map(disagreementText)).toEqual([
      [
        'read (response): the differ says that code does not break, the compiler says that it does not compile.',
        '  compiler:',
        '    one line',
        '    another',
      ].join('\n'),
    ]);
  });

  test('ignores changes that types cannot show', () => {
    const narrowed = diffContracts(withSubject(text), withSubject({ ...text, maxLength: 3 })).changes;
    expect(narrowed).toMatchObject([{ breaks: ['request'], bump: 'major' }]);
    expect(compareVerdicts(narrowed, [verdict('send', 'request')])).toEqual([]);
  });
});
