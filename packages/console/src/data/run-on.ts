import { SqlError, type SqlResult } from '../api/index.ts';
import type { RunSql } from './connection.ts';

/** What a statement did on a branch. */
export type Answer =
  | { readonly kind: 'result'; readonly branch: string; readonly result: SqlResult }
  | {
      readonly kind: 'error';
      readonly branch: string;
      readonly message: string;
      /** From 1; undefined if the error has no position. */
      readonly position: number | undefined;
      readonly place: { readonly line: number; readonly column: number } | undefined;
      readonly hint: string | undefined;
    };

export async function runOn(branch: string, run: RunSql, statement: string): Promise<Answer> {
  try {
    return { kind: 'result', branch, result: await run(statement) };
  } catch (error) {
    const { position, hint } = error instanceof SqlError ? error : {};
    const message = error instanceof Error ? error.message : String(error);
    const place = position === undefined ? undefined : placeOf(statement, position);
    return { kind: 'error', branch, message, position, place, hint };
  }
}

/** Returns the line and column of a position, both from 1. */
export function placeOf(statement: string, position: number): { readonly line: number; readonly column: number } {
  const before = statement.slice(0, position - 1).split('\n');
  return { line: before.length, column: (before.at(-1) ?? '').length + 1 };
}

/** Returns the word at a position, as offsets from 0: at least one character. */
export function wordAt(statement: string, position: number): { readonly from: number; readonly to: number } {
  const from = Math.min(Math.max(0, position - 1), Math.max(0, statement.length - 1));
  const [word = ''] = /^[\w$]+/.exec(statement.slice(from)) ?? [];
  return { from, to: Math.min(statement.length, from + Math.max(1, word.length)) };
}
