import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { CodegenError } from '../codegen-error.ts';
import type { OutputFile } from './output-file.ts';
import { renameWithRetry } from './rename-with-retry.ts';

/**
 * Writes each beside its target and renames only once all are written, so that a reader sees old or new files and
 * never a half. When a rename fails, those that went before are taken back.
 */
export function writeFilesAside(files: readonly OutputFile[]): void {
  const undo: (() => void)[] = [];
  let current = '';
  try {
    for (const { path, content } of files) {
      current = path;
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(asideOf(path), content);
    }
    for (const { path } of files) {
      current = path;
      const before = existsSync(path) ? readFileSync(path) : undefined;
      renameWithRetry(asideOf(path), path);
      undo.push(() => (before === undefined ? rmSync(path) : writeFileSync(path, before)));
    }
  } catch (cause) {
    for (const takeBack of undo.reverse()) takeBack();
    for (const { path } of files) if (existsSync(asideOf(path))) rmSync(asideOf(path));
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new CodegenError(`${current} cannot be written: ${reason}. Check that its folder is one and is writable.`, {
      cause,
    });
  }
}

function asideOf(path: string): string {
  return `${path}.${process.pid}.tmp`;
}
