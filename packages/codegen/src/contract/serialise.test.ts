import { propertyRuns } from '@neon-api/ground/testing';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readNpmSource } from '../source/index.ts';
import { facts } from './normalise.ts';
import { serialise } from './serialise.ts';

describe('serialise', () => {
  test('writes JSON that parses to the same value', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(JSON.parse(serialise(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
      propertyRuns(100),
    );
  });

  test('puts a short value on one line, and ends with one newline', () => {
    expect(serialise({ type: 'string', enum: ['a', 'b'], none: [], empty: {} })).toBe(
      '{ "type": "string", "enum": ["a", "b"], "none": [], "empty": {} }\n',
    );
  });

  test('splits long values, outermost first', () => {
    const long = 'x'.repeat(100);
    expect(serialise({ outer: { long, short: [1, 2] } })).toBe(
      `{\n  "outer": {\n    "long": "${long}",\n    "short": [1, 2]\n  }\n}\n`,
    );
  });

  test('keeps lines within 120 columns, except a line with a single value', () => {
    const lines = serialise(facts(readNpmSource().document)).split('\n');
    const wide = lines.filter((line) => line.length > 120);
    expect(wide.filter((line) => !/^\s*("[^"]*": )?"(?:[^"\\]|\\.)*",?$/.test(line))).toEqual([]);
    expect(lines.at(-1)).toBe('');
    expect(lines.at(-2)).not.toBe('');
  });
});
