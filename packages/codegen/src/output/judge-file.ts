import type { FoundEntry } from './found-entry.ts';
import { GENERATED_MARK } from './generated-mark.ts';
import type { OutputFile } from './output-file.ts';
import { hasSameTokens } from './same-tokens.ts';
import { plainText, readSeal, substance } from './seal.ts';

/**
 * - `missing`: there is no file.
 * - `current`: has the expected content, ignoring line endings.
 * - `outdated`: neon-codegen wrote it, and it is unchanged since.
 * - `reformatted`: has the expected content, but a formatter changed its layout.
 * - `edited`: neon-codegen wrote it, and it appears to have been changed since.
 * - `foreign`: neon-codegen did not write it.
 * - `unreadable`: it cannot be read.
 */
export type Verdict = 'missing' | 'current' | 'outdated' | 'reformatted' | 'edited' | 'foreign' | 'unreadable';

/** Judges what is found at the path of a sealed file. */
export async function judgeFile(found: FoundEntry, wanted: OutputFile): Promise<Verdict> {
  if (found.kind === 'absent') return 'missing';
  if (found.kind === 'unreadable') return 'unreadable';
  if (found.kind === 'other') return 'foreign';
  const text = found.bytes.toString('utf8');
  if (plainText(text) === wanted.content) return 'current';
  const seal = readSeal(text);
  if (seal?.path === wanted.path && seal.isIntact) return 'outdated';
  // Versions before 0.1 wrote no seals. Replacing such a file loses nothing if its content is the same.
  if (seal === undefined && substance(text) === substance(wanted.content)) return 'outdated';
  const isGenerated = seal === undefined ? plainText(text).startsWith(GENERATED_MARK) : seal.path === wanted.path;
  if (!isGenerated) return 'foreign';
  const isSameVersion = seal?.hash === readSeal(wanted.content)?.hash;
  return isSameVersion && (await hasSameTokens(text, wanted.content)) ? 'reformatted' : 'edited';
}
