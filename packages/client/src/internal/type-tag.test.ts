import { afterEach, expect, test, vi } from 'vitest';
import { isFile, typeTagOf } from './type-tag.ts';

const VALUES = [
  ['Blob', () => new Blob(['x'])],
  ['FormData', () => new FormData()],
  ['URLSearchParams', () => new URLSearchParams()],
] as const;

afterEach(() => vi.restoreAllMocks());

test.each(VALUES)('%s has its tag', (name, create) => {
  expect(typeTagOf(create())).toBe(name);
});

test.each(VALUES)('%s is recognized without a tag, as in workers with an old compatibility date', (name, create) => {
  const { prototype } = globalThis[name];
  const tag = Object.getOwnPropertyDescriptor(prototype, Symbol.toStringTag);
  if (tag === undefined) throw new Error(`${name} has no tag here.`);
  Reflect.deleteProperty(prototype, Symbol.toStringTag);
  try {
    expect({}.toString.call(create())).toBe('[object Object]');
    expect(typeTagOf(create())).toBe(name);
    expect(isFile(create())).toBe(name === 'Blob');
  } finally {
    Object.defineProperty(prototype, Symbol.toStringTag, tag);
  }
});

test('a plain object is one, also where a type does not exist', () => {
  vi.stubGlobal('FormData', undefined);
  try {
    expect(typeTagOf({})).toBe('Object');
  } finally {
    vi.unstubAllGlobals();
  }
  expect(typeTagOf(null)).toBe('Null');
  expect(isFile({ name: 'Blob' })).toBe(false);
});
