import { expect, test } from 'vitest';
import { CodegenError } from '../codegen-error.ts';
import type { Json } from '../json/index.ts';
import { parseJsonPath } from './json-path.ts';
import { locationsOf } from './locations.ts';

const document: Json = {
  paths: {
    '/a': {
      get: {
        tags: ['x', 'y'],
        parameters: [
          { name: 'limit', in: 'query' },
          { name: 'cursor', in: 'query' },
        ],
      },
    },
    "/b'c": { get: { tags: ['x'] }, post: { tags: [] } },
  },
  'x-list': [{ a: { b: 1 } }, { a: { b: 2 } }, { a: { b: '1' } }, 'not an object'],
};

function pathsOf(target: string): string[] {
  return locationsOf(document, parseJsonPath(target)).map((location) => location.join(' '));
}

test.each([
  ['$', ['']],
  ['$.paths', ['paths']],
  ["$.paths['/a'].get.tags", ['paths /a get tags']],
  ['$["paths"]["/a"].get', ['paths /a get']],
  ["$.paths['/b\\'c'].post", ["paths /b'c post"]],
  ['$.paths[*].get', ['paths /a get', "paths /b'c get"]],
  ['$.paths.*.get.tags[0]', ['paths /a get tags 0', "paths /b'c get tags 0"]],
  ["$.paths['/a'].get.parameters[?(@.name=='cursor')]", ['paths /a get parameters 1']],
  [
    '$.paths[*][*].parameters[?@.in == "query"].name',
    ['paths /a get parameters 0 name', 'paths /a get parameters 1 name'],
  ],
  ['$.x-list[?(@.a.b == 1)]', ['x-list 0']],
  ['$.none', []],
  ['$.paths.toString', []],
  ['$.x-list[9]', []],
  ["$.x-list['length']", []],
])('%s selects %j', (target, expected) => {
  expect(pathsOf(target)).toEqual(expected);
});

test.each([
  ['paths', 'from "paths" on'],
  ['$..paths', 'from "..paths" on'],
  ['$.paths[', 'from "[" on'],
  ['$.paths[0:2]', 'from "[0:2]" on'],
  ['$.paths[?(@.a < 1)]', 'from "[?(@.a < 1)]" on'],
  ['$.', 'from "." on'],
])('%s is refused with the unsupported part', (target, message) => {
  expect(() => parseJsonPath(target)).toThrow(message);
  expect(() => parseJsonPath(target)).toThrow(CodegenError);
});
