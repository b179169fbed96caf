import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { tempFolder } from '../../test/temp-folder.ts';
import { CodegenError } from '../codegen-error.ts';
import { GENERATED_MARK, refuseForeignFolder, staleOutput, writeFileAside, writeOutput } from './output-files.ts';

const FILES = [
  { path: 'a.ts', content: `${GENERATED_MARK}\nA` },
  { path: 'b.txt', content: 'B' },
];

describe('writeOutput', () => {
  test('makes the folder and leaves nothing but the files', () => {
    const folder = join(tempFolder(), 'deep', 'generated');
    writeOutput(folder, FILES);
    expect(readdirSync(folder).sort()).toEqual(['a.ts', 'b.txt']);
    expect(readFileSync(join(folder, 'a.ts'), 'utf8')).toBe(`${GENERATED_MARK}\nA`);
  });

  test('removes files and folders of earlier versions', () => {
    const folder = tempFolder();
    writeFileSync(join(folder, 'old.ts'), '');
    mkdirSync(join(folder, 'old'));
    writeFileSync(join(folder, 'old', 'x.ts'), '');
    writeOutput(folder, FILES);
    expect(readdirSync(folder).sort()).toEqual(['a.ts', 'b.txt']);
  });
});

describe('writeFileAside', () => {
  test('replaces a file as a whole: who has the old one open reads it to its end', () => {
    const path = join(tempFolder(), 'x');
    writeFileSync(path, 'old');
    const before = fileNumber(path);
    writeFileAside(path, 'new');
    expect(readFileSync(path, 'utf8')).toBe('new');
    expect(fileNumber(path)).not.toBe(before);
  });

  test('says which file cannot be written and leaves no trace', () => {
    const folder = tempFolder();
    mkdirSync(join(folder, 'taken'));
    writeFileSync(join(folder, 'taken', 'x'), '');
    writeFileSync(join(folder, 'file'), 'kept');
    expect(() => writeFileAside(join(folder, 'taken'), '')).toThrow(CodegenError);
    expect(() => writeFileAside(join(folder, 'file', 'x'), '')).toThrow(/file.x cannot be written/);
    expect(readdirSync(folder).sort()).toEqual(['file', 'taken']);
  });
});

describe('staleOutput', () => {
  test('is empty right after writing', () => {
    const folder = tempFolder();
    writeOutput(folder, FILES);
    expect(staleOutput(folder, FILES)).toEqual([]);
  });

  test('names what differs, what is missing and what is there without reason', () => {
    const folder = tempFolder();
    writeFileSync(join(folder, 'a.ts'), 'edited');
    writeFileSync(join(folder, 'extra'), '');
    expect(staleOutput(folder, FILES)).toEqual(['a.ts', 'b.txt', 'extra']);
  });

  test('takes a folder that is not there for an empty one, and does not make it', () => {
    const folder = join(tempFolder(), 'none');
    expect(staleOutput(folder, FILES)).toEqual(['a.ts', 'b.txt']);
    expect(existsSync(folder)).toBe(false);
  });
});

describe('refuseForeignFolder', () => {
  test('accepts a new folder, an empty one and one of ours', () => {
    const folder = tempFolder();
    refuseForeignFolder(join(folder, 'none'));
    refuseForeignFolder(folder);
    writeOutput(folder, FILES);
    writeFileSync(join(folder, 'extra'), '');
    refuseForeignFolder(folder);
  });

  test('refuses a folder with none but other files', () => {
    const folder = tempFolder();
    writeFileSync(join(folder, 'index.ts'), 'export {};');
    expect(() => refuseForeignFolder(folder)).toThrow(`${folder} holds files that neon-codegen did not write`);
  });
});

function fileNumber(path: string): number {
  return statSync(path).ino;
}
