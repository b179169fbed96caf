import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { exactTag, movingTag } from './action-tag.ts';

export interface TaggedAction {
  /** The folder with the action, which becomes the root of the commit. */
  readonly folder: string;
  readonly version: string;
  /** The checkout of the released commit, whose `origin` receives the tags. */
  readonly checkout: string;
}

/**
 * Commits the folder without a parent, and pushes the commit as two tags. The same content gives the same commit, so a
 * second run changes nothing.
 *
 * @throws if the exact tag exists with other content
 */
export function tagAction({ folder, version, checkout }: TaggedAction): void {
  const scratch = mkdtempSync(join(tmpdir(), 'neon-api-tag-'));
  const git = (args: readonly string[], env: Readonly<Record<string, string>> = {}): string =>
    execFileSync('git', args, { cwd: checkout, encoding: 'utf8', env: { ...process.env, ...env } }).trim();
  try {
    const gitDir = resolve(checkout, git(['rev-parse', '--git-dir']));
    const index = { GIT_INDEX_FILE: join(scratch, 'index') };
    const atFolder = ['-C', resolve(folder), `--git-dir=${gitDir}`, '--work-tree=.'];
    git([...atFolder, 'add', '--all', '--force', '.'], index);
    const tree = git([...atFolder, 'write-tree'], index);
    const source = git(['rev-parse', 'HEAD']);
    const date = git(['show', '--no-patch', '--format=%cI', 'HEAD']);
    const message = `Action ${version}\n\nBuilt from ${source}.`;
    const dates = { GIT_AUTHOR_DATE: date, GIT_COMMITTER_DATE: date };
    const commit = git(['commit-tree', tree, '-m', message], dates);
    git(['push', 'origin', `${commit}:refs/tags/${exactTag(version)}`]);
    git(['push', '--force', 'origin', `${commit}:refs/tags/${movingTag(version)}`]);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}
