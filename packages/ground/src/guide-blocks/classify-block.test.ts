import { describe, expect, test } from 'vitest';
import { classifyBlock, importsOf } from './classify-block.ts';
import type { GuideBlock } from './guide-block.ts';

const blockOf = (code: string, rest: Partial<GuideBlock> = {}): GuideBlock => ({
  section: '',
  line: 1,
  language: 'ts',
  code,
  fileName: undefined,
  notRun: undefined,
  ...rest,
});

describe('code that runs in a page', () => {
  test.each([
    ["import { createNeonClient } from '@neon-api/client';"],
    ["import { createNeonClient } from '@neon-api/client/minimal';"],
    ["import { listProjects } from '@neon-api/client/operations';"],
    ["import {\n  ensureBranch,\n  provisionProject,\n} from '@neon-api/helpers';"],
    ["import { createEmulator } from '@neon-api/emulator/fetch';"],
    ["import { neon } from '@neondatabase/serverless';"],
    ["import type { ReadStream } from 'node:fs';"],
    ['const key = process.env.NEON_API_KEY;'],
    ['const a = 1; // not process.argv'],
    ["const url = 'https://example.com'; // Buffer"],
    ['/* require("fs") */ const a = 1;'],
  ])('%j', (code) => {
    expect(classifyBlock(blockOf(code))).toBe('page');
  });
});

describe('code that needs Node', () => {
  test.each([
    ["import { readFileSync } from 'node:fs';"],
    ["import 'dotenv/config';"],
    ["import pg from 'pg';"],
    ["import { startEmulator } from '@neon-api/emulator';"],
    ["import { createFileCheckpoint } from '@neon-api/helpers/node';"],
    ["import { migrate } from './migrate.js';"],
    ["export { migrate } from './migrate.js';"],
    ["const fs = await import('node:fs');"],
    ["const { createNeonClient } = require('@neon-api/client');"],
    ['const url = process.env.DATABASE_URL;'],
    ['const key = process.env.NEON_API_KEY_FILE;'],
    ["process.once('SIGINT', stop);"],
    ["Buffer.from('a');"],
    ['const here = import.meta.dirname;'],
    ["createNeonClient({ baseUrl: 'http://127.0.0.1:8788/api/v2' });"],
  ])('%j', (code) => {
    expect(classifyBlock(blockOf(code))).toBe('node');
  });

  test('in a file or with JSX', () => {
    expect(classifyBlock(blockOf('const a = 1;', { fileName: 'a.ts' }))).toBe('node');
    expect(classifyBlock(blockOf('const a = <p />;', { language: 'tsx' }))).toBe('node');
  });

  test('because of an earlier block of its program', () => {
    const above = [blockOf("import { readFileSync } from 'node:fs';")];
    expect(classifyBlock(blockOf('const a = 1;'), above)).toBe('node');
  });
});

test.each([
  ['sh', {}, 'shell'],
  ['bash', {}, 'shell'],
  ['yaml', { fileName: 'compose.yaml' }, 'config'],
  ['yaml', {}, 'shown'],
  ['text', {}, 'shown'],
  ['', {}, 'shown'],
  ['sh', { notRun: 'needs Docker' }, 'marked'],
  ['ts', { notRun: 'needs a Neon account' }, 'marked'],
] as const)('a block in %j with %j is %s', (language, rest, kind) => {
  expect(classifyBlock(blockOf('a\n', { language, ...rest }))).toBe(kind);
});

test('importsOf returns what runs, not types', () => {
  const code = "import type { A } from 'a';\nimport { type B, b } from 'b';\nimport 'c';\nconst d = await import('d');";
  expect(importsOf(code)).toEqual(['b', 'c', 'd']);
});
