import { CodegenError } from '../codegen-error.ts';
import { pointerTo } from '../json/index.ts';
import { MAX_FAULTS } from './limits.ts';

/** Keys and indices from the root of a document. */
export type Path = readonly string[];

/** A problem that makes a document unusable. */
export interface Fault {
  readonly at: Path;
  readonly message: string;
  /** True if the key is wrong, not its value. */
  readonly onKey?: boolean;
}

export type Report = (at: Path, message: string, where?: { readonly onKey: boolean }) => void;

/** Both are 1-based. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

export type Locate = (fault: Fault) => Position | undefined;

/** Creates one error for all faults, in document order, each with its line, column and JSON pointer. */
export function faultsError(name: string, faults: readonly Fault[], locate: Locate): CodegenError {
  const located = faults.map((fault) => ({ fault, position: locate(fault) }));
  located.sort((a, b) => compare(a.position, b.position));
  const shown = located.slice(0, MAX_FAULTS).map(({ fault, position }) => {
    const place = position === undefined ? name : `${name}:${position.line}:${position.column}`;
    return `  - ${place} (${jsonPointer(fault.at)}): ${fault.message}`;
  });
  const rest = faults.length - shown.length;
  return new CodegenError(
    [
      'The document cannot be used. Nothing was written.',
      ...shown,
      ...(rest > 0 ? [`  - and ${rest} more, possibly with the same cause`] : []),
    ].join('\n'),
  );
}

function compare(a: Position | undefined, b: Position | undefined): number {
  return a === undefined || b === undefined ? 0 : a.line - b.line || a.column - b.column;
}

/** Returns `#/paths/~1projects/get`, safe to print. */
export function jsonPointer(path: Path): string {
  return visible(`#${pointerTo(path)}`);
}

/** Quotes a name from a document, safe to print. */
export function quoted(name: string): string {
  return `"${visible(name)}"`;
}

/** Escapes and shortens text, so that it cannot move the cursor of a terminal, or hide text in a log or flood it. */
export function visible(text: string): string {
  const short = text.length > 200 ? `${text.slice(0, 200)}…` : text;
  return short.replaceAll(/[^\x20-\x7e…]/g, (sign) => `\\u{${(sign.codePointAt(0) ?? 0).toString(16)}}`);
}
