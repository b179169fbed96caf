import { expect, it } from 'vitest';
import { encodeBody } from './encode-body.ts';

const formOf = (content: object): [string, string][] => [
  ...new URLSearchParams(encodeBody(content, 'form').body as string),
];

it('a form writes nested fields in brackets, with lists, dates and booleans; undefined is left out', () => {
  const content = {
    branch: { name: 'a&b=c d', parent: undefined, none: null },
    endpoints: [{ type: 'read_write' }, { type: 'read_only', sizes: [1, 2.5] }],
    expires_at: new Date(0),
    on: false,
    nothing: [],
  };
  expect(formOf(content)).toEqual([
    ['branch[name]', 'a&b=c d'],
    ['branch[none]', ''],
    ['endpoints[0][type]', 'read_write'],
    ['endpoints[1][type]', 'read_only'],
    ['endpoints[1][sizes][0]', '1'],
    ['endpoints[1][sizes][1]', '2.5'],
    ['expires_at', '1970-01-01T00:00:00.000Z'],
    ['on', 'false'],
  ]);
  expect(encodeBody(content, 'form').mediaType).toBe('application/x-www-form-urlencoded');
});

it('multipart keeps files, writes the rest as text, and takes a FormData as it is', () => {
  const file = new Blob(['zip']);
  const { body, mediaType } = encodeBody({ zip: file, memory: 256, left: undefined }, 'multipart');
  expect(mediaType).toBeUndefined();
  expect([...(body as FormData).keys()]).toEqual(['zip', 'memory']);
  expect((body as FormData).get('memory')).toBe('256');
  const own = new FormData();
  expect(encodeBody(own, 'multipart').body).toBe(own);
});
