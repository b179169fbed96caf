import { createHash, randomBytes } from 'node:crypto';
import { link, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/** What stands at a path. */
export interface Claim {
  readonly path: string;
  readonly content: string;
}

/** Endings of the names that stand beside a lock file. */
const SOCKET_SUFFIX = '.socket';
const SUCCESSOR_SUFFIX = '.next';
const DRAFT_SUFFIX = '.draft';

export function socketPathOf(lockFile: string, nonce: string): string {
  return `${lockFile}.${nonce}${SOCKET_SUFFIX}`;
}

/** Where whoever takes over from the holder of this content puts its own claim. */
export function successorPathOf(lockFile: string, content: string): string {
  return `${lockFile}.${createHash('sha256').update(content).digest('hex').slice(0, 16)}${SUCCESSOR_SUFFIX}`;
}

/** The lock file and the claims that follow from it: each takes over from the one before. */
export async function readClaims(lockFile: string): Promise<Claim[]> {
  const claims: Claim[] = [];
  for (let path = lockFile; ; ) {
    const content = await readIfThere(path);
    if (content === undefined) return claims;
    claims.push({ path, content });
    path = successorPathOf(lockFile, content);
  }
}

/** Puts a claim at a path in one step, so that nobody reads half of it; false when there is one already. */
export async function putClaim({ path, content }: Claim): Promise<boolean> {
  const draft = `${path}.${randomBytes(6).toString('hex')}${DRAFT_SUFFIX}`;
  try {
    await writeFile(draft, content, { mode: 0o644 });
    await link(draft, path);
    return true;
  } catch (error) {
    const code = codeOf(error);
    // ENOENT: the holder has tidied up the draft meanwhile.
    if (code === 'EEXIST' || code === 'ENOENT') return false;
    if (code !== undefined && WITHOUT_LINKS.includes(code)) return putWithoutLink({ path, content });
    throw error;
  } finally {
    await rm(draft, { force: true });
  }
}

/** What file systems without hard links say. */
const WITHOUT_LINKS: readonly string[] = ['EPERM', 'ENOSYS', 'ENOTSUP', 'EOPNOTSUPP', 'EMLINK'];

async function putWithoutLink({ path, content }: Claim): Promise<boolean> {
  try {
    await writeFile(path, content, { mode: 0o644, flag: 'wx' });
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
}

/** Sockets, claims and drafts that stand beside a lock file. */
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
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error ? String(error.code) : undefined;
}
