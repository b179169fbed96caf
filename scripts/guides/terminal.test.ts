import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openTerminal, parseVariables, type Terminal } from './terminal.ts';

let folder: string;
let terminal: Terminal;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'neon-api-terminal-'));
  terminal = openTerminal(folder, { PATH: process.env.PATH });
});
afterEach(async () => {
  await terminal.close();
  rmSync(folder, { recursive: true });
});

describe('a terminal', () => {
  test('keeps variables for the next block, and passes only exported ones to programs', async () => {
    await terminal.run("export A='two words'\nB=2\n");
    await terminal.run('test "$A $B" = "two words 2"\n');
    expect(terminal.env()).toMatchObject({ A: 'two words' });
    expect(terminal.env()).not.toHaveProperty('B');
  });

  test('fails at the first command that fails, with its output', async () => {
    await expect(terminal.run('echo before\nfalse\necho after\n')).rejects.toThrow(/code 1\. Its output:\nbefore\n$/);
  });
});

test('parseVariables keeps equal signs and line breaks of values', () => {
  expect(parseVariables('A=1=2\0B=x\ny\0')).toEqual({ A: '1=2', B: 'x\ny' });
});
