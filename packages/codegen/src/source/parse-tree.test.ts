import { describe, expect, test } from 'vitest';
import { parseTree } from './parse-tree.ts';

const parsed = (text: string) => parseTree(Buffer.from(text), 'api').value;

describe('a Git conflict marker is reported with its line', () => {
  test.each<[string, string, number]>([
    ['in JSON', '{\n<<<<<<< HEAD\n  "a": 1\n=======\n  "a": 2\n>>>>>>> theirs\n}\n', 2],
    ['in YAML', 'a: 1\nb:\n<<<<<<< HEAD\n  c: 1\n=======\n  c: 2\n>>>>>>> theirs\n', 3],
    ['on the first line', '<<<<<<< HEAD\na: 1\n=======\na: 2\n>>>>>>> theirs\n', 1],
    ['with Windows line ends', '{\r\n"a": 1,\r\n<<<<<<< HEAD\r\n"b": 1\r\n=======\r\n>>>>>>> theirs\r\n}', 3],
    ['without the other markers', '{\n  "a": 1\n}\n>>>>>>> theirs\n', 4],
    ['between two sides', '{\n  "a": 1\n=======\n}\n', 3],
    ['of the common ancestor', '{\n||||||| 1a2b3c4\n}\n', 2],
  ])('%s', (_, text, line) => {
    expect(() => parsed(text)).toThrow(
      `api:${line}:1: a Git conflict marker. Resolve the merge conflict, then run the command again.`,
    );
  });
});

test('text that only looks like a conflict marker is accepted', () => {
  expect(parsed('a: |\n  Title\n  =======\n  <<<<<<< not a marker\nb: "======="\n')).toEqual({
    a: 'Title\n=======\n<<<<<<< not a marker\n',
    b: '=======',
  });
});
