import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** Names of the git branch that uses the project's default branch. */
const DEFAULT_NAMES: readonly string[] = ['main', 'master'];

/** Returns the git branch of a folder; undefined if none is checked out, or if there is no repository or no git. */
export async function readGitBranch(folder: string): Promise<string | undefined> {
  try {
    const args = ['symbolic-ref', '--quiet', '--short', 'HEAD'];
    return (await promisify(execFile)('git', args, { cwd: folder })).stdout.trim() || undefined;
  } catch {
    return undefined;
  }
}

/** Returns the name of the Neon branch for a git branch; undefined is the project's default branch. */
export function chooseBranchName(gitBranch: string | undefined): string | undefined {
  return gitBranch === undefined || DEFAULT_NAMES.includes(gitBranch) ? undefined : gitBranch;
}
