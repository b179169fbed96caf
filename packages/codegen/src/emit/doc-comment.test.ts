import { propertyRuns } from '@neon-api/ground/testing';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { HOSTILE } from '../../test/hostile-document.ts';
import { parseSource } from '../../test/parse-source.ts';
import { deprecation, docComment } from './doc-comment.ts';

describe('docComment', () => {
  test('writes a single line as one line', () => {
    expect(docComment([undefined, '  Lists things. ', ''])).toBe('/** Lists things. */');
  });

  test('puts a blank line between paragraphs, without trailing spaces', () => {
    expect(docComment(['One.', 'Two.\nThree.'])).toBe('/**\n * One.\n *\n * Two.\n * Three.\n */');
  });

  test('cannot be ended by its text', () => {
    const anything = fc.array(fc.oneof(fc.string(), fc.constantFrom(HOSTILE, '*', '/', '*/', '\n', '\u2028', '*\r/')));
    fc.assert(
      fc.property(anything, (parts) => {
        const comment = docComment([parts.join(''), parts.join('\n')]);
        expect(comment.indexOf('*/')).toBe(comment.length - 2);
      }),
      propertyRuns(100),
    );
    const { exported, strayStatements } = parseSource('a.ts', `${docComment([HOSTILE])}\nexport type A = string;`);
    expect({ exported, strayStatements }).toEqual({ exported: ['A'], strayStatements: [] });
  });
});

test('deprecation names the last day and the reason if known', () => {
  expect(deprecation({})).toBeUndefined();
  expect(deprecation({ 'x-sunset': '2030-01-01' })).toBeUndefined();
  expect(deprecation({ deprecated: true })).toBe('@deprecated');
  expect(deprecation({ deprecated: true, 'x-sunset': '2030-01-01' })).toBe('@deprecated Ends on 2030-01-01.');
  expect(deprecation({ deprecated: true, 'x-absent-from': 'a@1.0.0' })).toBe(
    '@deprecated a@1.0.0, which describes a newer version of the API, does not have it.',
  );
  expect(deprecation({ 'x-absent-from': 'a@1.0.0' })).toBeUndefined();
});
