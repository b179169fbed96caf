import { expect, test } from 'vitest';
import { decodeForm } from './decode-form.ts';

test.each<[string, unknown]>([
  ['', {}],
  ['a=1&b=', { a: '1', b: '' }],
  ['project[name]=my+app&project[pg_version]=17', { project: { name: 'my app', pg_version: '17' } }],
  ['project%5Bname%5D=%C3%BC', { project: { name: 'ü' } }],
  ['a[]=1&a[]=2', { a: ['1', '2'] }],
  ['a[0]=x&a[1]=y', { a: ['x', 'y'] }],
  ['a[5]=y&a[2]=x', { a: ['x', 'y'] }],
  ['a=1&a=2', { a: ['1', '2'] }],
  [
    'e[0][type]=read_write&e[0][cu]=1&e[1][type]=read_only',
    { e: [{ type: 'read_write', cu: '1' }, { type: 'read_only' }] },
  ],
  ['e[][type]=a&e[][cu]=1&e[][type]=b', { e: [{ type: 'a', cu: '1' }, { type: 'b' }] }],
  ['e[][ips][]=1&e[][ips][]=2', { e: [{ ips: ['1', '2'] }] }],
])('%s', (text, value) => {
  expect(decodeForm(text)).toEqual(value);
});

test.each([
  ['a[b=1', /unbalanced brackets/],
  ['[a]=1', /unbalanced brackets/],
  ['=1', /unbalanced brackets/],
  ['a=1&a[b]=2', /both a value and fields/],
  ['a[b]=2&a=1', /both a value and fields/],
  [`a${'[b]'.repeat(16)}=1`, /deeper than 16/],
  ['a&'.repeat(10_001), /more than 10000 fields/],
])('%.20s is refused', (text, message) => {
  expect(() => decodeForm(text)).toThrow(message);
});

test('names such as __proto__ are ordinary names', () => {
  const value = decodeForm('__proto__[polluted]=1&constructor[prototype][polluted]=1') as object;
  expect(Object.keys(value)).toEqual(['__proto__', 'constructor']);
  expect(({} as { polluted?: string }).polluted).toBeUndefined();
});
