import { expect, test } from 'vitest';
import { quoteValue, setVariables } from './set-variables.ts';

const SET = { DATABASE_URL: 'new' };

test.each<[string, string, string]>([
  ['an empty file', '', 'DATABASE_URL=new\n'],
  ['other lines and comments', '# a\n\nOTHER=1\n', '# a\n\nOTHER=1\nDATABASE_URL=new\n'],
  ['a missing newline at the end', 'OTHER=1', 'OTHER=1\nDATABASE_URL=new\n'],
  ['its assignment in the middle', 'A=1\nDATABASE_URL=old\nB=2\n', 'A=1\nDATABASE_URL=new\nB=2\n'],
  ['its assignment at the end, without a newline', 'A=1\nDATABASE_URL=old', 'A=1\nDATABASE_URL=new\n'],
  ['an exported assignment', 'export DATABASE_URL="old"\n', 'export DATABASE_URL=new\n'],
  ['spaces around it', '  DATABASE_URL = old # x\n', 'DATABASE_URL=new\n'],
  ['several assignments', 'DATABASE_URL=a\nA=1\nDATABASE_URL=b\n', 'DATABASE_URL=new\nA=1\n'],
  ['a value of several lines', 'DATABASE_URL="a\nb"\nA=1\n', 'DATABASE_URL=new\nA=1\n'],
  ['a commented assignment', '# DATABASE_URL=a\n', '# DATABASE_URL=a\nDATABASE_URL=new\n'],
  ['a longer name', 'DATABASE_URL_2=a\n', 'DATABASE_URL_2=a\nDATABASE_URL=new\n'],
  [
    'a line of another value that looks like it',
    'KEY="-----\nDATABASE_URL=inside\n-----"\n',
    'KEY="-----\nDATABASE_URL=inside\n-----"\nDATABASE_URL=new\n',
  ],
  ['an escaped quote', 'A="x\\"\nDATABASE_URL=in\n"\n', 'A="x\\"\nDATABASE_URL=in\n"\nDATABASE_URL=new\n'],
  ['a quote that is never closed', "A='x\nDATABASE_URL=old\n", "A='x\nDATABASE_URL=new\n"],
  ['Windows line endings', 'A=1\r\nDATABASE_URL=old\r\nB=2', 'A=1\r\nDATABASE_URL=new\r\nB=2'],
])('a variable is set in a file with %s', (_, before, after) => {
  expect(setVariables(before, SET)).toBe(after);
  expect(setVariables(after, SET)).toBe(after);
});

test.each([
  ['postgresql://a:b%20c@127.0.0.1:5432/d?options=endpoint%3Dep-x', 'as it is'],
  ['', 'as it is'],
  ['a&b', 'in quotes'],
  ['$HOME', 'in quotes'],
  ['a b', 'in quotes'],
  ['~', 'in quotes'],
  ['a#b', 'in quotes'],
])('%j is written %s', (value, how) => {
  expect(quoteValue(value)).toBe(how === 'as it is' ? value : `'${value}'`);
});

test.each(["it's", 'a\nb', 'a\rb'])('%j is refused', (value) => {
  expect(() => quoteValue(value)).toThrow('cannot be written');
});
