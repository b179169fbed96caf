import { createHash } from 'node:crypto';
import type { TextFile } from './repository.ts';

/** Shorter texts could be anyone's words. */
const MIN_LENGTH = 40;

/** The length of the beginning that identifies a text. */
const COMPARED_LENGTH = 80;

/** Returns each description and summary of a document that is long enough to recognise, once, in normal form. */
export function proseOf(document: unknown): string[] {
  const found = new Set<string>();
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    for (const [key, child] of Object.entries(value)) {
      if (typeof child === 'string' && (key === 'description' || key === 'summary')) found.add(normalForm(child));
      visit(child);
    }
  };
  visit(document);
  return [...found].filter((text) => text.length >= MIN_LENGTH);
}

/** Returns `count` of the texts, always the same, spread over the whole document. */
export function sample(texts: readonly string[], count: number): string[] {
  const byHash = texts.map((text) => ({ text, hash: createHash('sha256').update(text).digest('hex') }));
  return byHash
    .sort((a, b) => (a.hash < b.hash ? -1 : 1))
    .slice(0, count)
    .map(({ text }) => text);
}

/** Returns one line for each text that a file contains in any layout: wrapped, indented, commented or escaped. */
export function findProse(texts: readonly string[], files: Iterable<TextFile>): string[] {
  const findings: string[] = [];
  for (const { path, text } of files) {
    const haystack = normalForm(text);
    const hits = texts.filter((prose) => haystack.includes(normalForm(prose).slice(0, COMPARED_LENGTH)));
    findings.push(...hits.map((prose) => `${path} holds "${prose}"`));
  }
  return findings;
}

function normalForm(text: string): string {
  return text
    .replaceAll(/\\[nrt]/g, ' ')
    .replaceAll(/\\(["'`/])/g, '$1')
    .replaceAll(/^[ \t]*(?:\/?\*+(?!\/)|\/\/+|#+|>|[-+])[ \t]/gm, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
}
