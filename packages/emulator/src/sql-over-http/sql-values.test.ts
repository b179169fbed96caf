import { expect, test } from 'vitest';
import { jsonOf, textOfParameter } from './sql-values.ts';

test.each<[string | null, number, unknown]>([
  [null, 23, null],
  ['t', 16, true],
  ['f', 16, false],
  ['-7', 23, -7],
  ['7', 20, '7'],
  ['1.50', 1700, '1.50'],
  ['1.5e+300', 701, 1.5e300],
  ['NaN', 701, 'NaN'],
  ['-Infinity', 700, '-Infinity'],
  ['{"a": [1, null]}', 3802, { a: [1, null] }],
  ['2026-03-01', 1082, '2026-03-01'],
  [String.raw`\x00ff`, 17, String.raw`\x00ff`],
  ['{}', 1007, []],
  ['{1,NULL,3}', 1007, [1, null, 3]],
  [
    '{{1,2},{3,4}}',
    1007,
    [
      [1, 2],
      [3, 4],
    ],
  ],
  ['[0:1]={t,f}', 1000, [true, false]],
  [String.raw`{"a,b","say \"no\"","","NULL",NULL,"\\"}`, 1009, ['a,b', 'say "no"', '', 'NULL', null, '\\']],
  [String.raw`{"{\"a\": 1}","2"}`, 3807, [{ a: 1 }, 2]],
  ['{1.5,NaN}', 1022, [1.5, 'NaN']],
])('%j of type %i is %j', (text, typeId, value) => {
  expect(jsonOf(text, typeId)).toEqual(value);
});

test.each<[unknown, string | null]>([
  [null, null],
  ['a', 'a'],
  [7, '7'],
  [true, 'true'],
  [{ a: 1 }, '{"a":1}'],
  [[1, null, 'a"b', ['x']], String.raw`{"1",NULL,"a\"b",{"x"}}`],
])('parameter %j is sent as %j', (value, text) => {
  expect(textOfParameter(value)).toBe(text);
});
