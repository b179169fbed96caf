import type { Change } from '../change.ts';
import { codes, type Phrase, phrasesOf } from './phrases.ts';

/** Formats the changes of one operation or schema. The same change to several fields is one line. */
export function changeLines(changes: readonly Change[]): string[] {
  const items = new Map<string, Set<string>>();
  for (const phrase of changes.flatMap(phrasesOf)) {
    const known = items.get(phrase.label) ?? new Set();
    items.set(phrase.label, new Set([...known, ...phrase.items]));
  }
  return [...items].map(([label, about]) => line({ label, items: [...about] }));
}

function line({ label, items }: Phrase): string {
  return items.length === 0 ? inNumber(label, 1) : `${inNumber(label, items.length)}: ${codes(items)}`;
}

export function inNumber(label: string, count: number): string {
  return label.replace('(s)', count > 1 ? 's' : '');
}
