import type { FoundEntry } from './found-entry.ts';
import { GENERATED_MARK } from './generated-mark.ts';
import type { OutputFile } from './output-file.ts';
import { hasSameTokens } from './same-tokens.ts';
import { plainText, readSeal, substance } from './seal.ts';

/**
 * - `missing`: nothing is there.
 * - `current`: the wanted content, apart from line endings.
 * - `outdated`: neon-codegen wrote it, and nobody changed it since.
 * - `reformatted`: the wanted content after a formatter.
 * - `edited`: neon-codegen wrote it, and somebody changed it since, as far as we can know.
 * - `foreign`: neon-codegen did not write it.
 * - `unreadable`: nobody can say.
 */
export type Verdict = 'missing' | 'current' | 'outdated' | 'reformatted' | 'edited' | 'foreign' | 'unreadable';

/** What is found where a sealed file should be. */
export async function judgeFile(found: FoundEntry, wanted: OutputFile): Promise<Verdict> {
  if (found.kind === 'absent') return 'missing';
  if (found.kind === 'unreadable') return 'unreadable';
  if (found.kind === 'other') return 'foreign';
  const text = found.bytes.toString('utf8');
  if (plainText(text) === wanted.content) return 'current';
  const seal = readSeal(text);
  if (seal?.path === wanted.path && seal.isIntact) return 'outdated';
  // Versions before 0.1 wrote no seals. Nothing is lost when such a file says what the new one says.
  if (seal === undefined && substance(text) === substance(wanted.content)) return 'outdated';
  const isGenerated = seal === undefined ? plainText(text).startsWith(GENERATED_MARK) : seal.path === wanted.path;
  if (!isGenerated) return 'foreign';
  const isSameVersion = seal?.hash === readSeal(wanted.content)?.hash;
  return isSameVersion && (await hasSameTokens(text, wanted.content)) ? 'reformatted' : 'edited';
}
