import { expect, test } from 'vitest';
import { parseLogQl } from './log-ql.ts';
import { newLog } from './log-records.ts';

const ERROR = newLog({
  atMs: 0,
  severity: 'error',
  body: 'timeout of "hello"',
  source: 'function',
  service: 'hello',
  scope: 'neon.function.request',
});
const PUT = newLog({
  atMs: 0,
  severity: 'info',
  body: { operation: 'PUT', bytes: 1 },
  source: 'storage',
  service: 'files',
  scope: 'neon.storage.s3.put',
});

test.each<[string, string[]]>([
  ['{entity_type="function"}', ['error']],
  ['{entity_type!="function"}', ['put']],
  ['{ service_name = "neon-storage/files" , severity_text="INFO" }', ['put']],
  ['{scope_name="neon.storage.s3.put", severity_text="ERROR"}', []],
  ['{entity_type="function"} |= "timeout"', ['error']],
  ['{entity_type="function"} != "timeout"', []],
  ['{entity_type!=""} |= `"bytes":1` != "GET"', ['put']],
  ['{entity_type="function"}|="\\"hello\\""', ['error']],
  ['{unknown=""}', ['error', 'put']],
  ['{unknown="x"}', []],
])('%s selects %j', (text, expected) => {
  const matches = parseLogQl(text);
  const named = { error: ERROR, put: PUT };
  expect(Object.entries(named).flatMap(([name, record]) => (matches?.(record) ? [name] : []))).toEqual(expected);
});

test.each([
  '',
  '{}',
  '{entity_type}',
  '{entity_type="function"',
  '{entity_type="function",}',
  '{entity_type=function}',
  'entity_type="function"',
  '|= "x"',
  '{entity_type="function"} |= ',
  '{entity_type="function"} |= "x',
  '{entity_type="function"} | json',
  '{entity_type=~"f.*"}',
  '{entity_type="function"} |~ "(a+)+"',
  'count_over_time({entity_type="function"}[5m])',
])('%j is refused', (text) => {
  expect(parseLogQl(text)).toBeUndefined();
});
