import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { createFile, DRAFT_SUFFIX, errorCode } from '../support/index.ts';

/** A lock file or a successor's claim. */
export interface Claim {
  readonly path: string;
  readonly content: string;
}

/** Suffixes of the files next to a lock file. */
const SOCKET_SUFFIX = '.socket';
const SUCCESSOR_SUFFIX = '.next';

export function socketPathOf(lockFile: string, nonce: string): string {
  return `${lockFile}.${nonce}${SOCKET_SUFFIX}`;
}

/** Returns the path where the successor of this content's holder puts its claim. */
export function successorPathOf(lockFile: string, content: string): string {
  return `${lockFile}.${createHash('sha256').update(content).digest('hex').slice(0, 16)}${SUCCESSOR_SUFFIX}`;
}

/** Reads the lock file and the chain of claims; each claim takes over from the one before. */
export async function readClaims(lockFile: string): Promise<Claim[]> {
  const claims: Claim[] = [];
  for (let path = lockFile; ; ) {
    const content = await readIfThere(path);
    if (content === undefined) return claims;
    claims.push({ path, content });
    path = successorPathOf(lockFile, content);
  }
}

/** Creates a claim. Returns false if one exists at the path. */
export function putClaim({ path, content }: Claim): Promise<boolean> {
  return createFile({ path, content, mode: 0o644 });
}

/** Lists the sockets, claims and drafts next to a lock file. */
export async function listLeftovers(lockFile: string): Promise<string[]> {
  const prefix = `${basename(lockFile)}.`;
  const isOurs = (name: string): boolean =>
    name.startsWith(prefix) && [SOCKET_SUFFIX, SUCCESSOR_SUFFIX, DRAFT_SUFFIX].some((suffix) => name.endsWith(suffix));
  return (await readdir(dirname(lockFile))).filter(isOurs).map((name) => join(dirname(lockFile), name));
}

export function isSocketPath(path: string): boolean {
  return path.endsWith(SOCKET_SUFFIX);
}

export async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}
