import { appendFile } from 'node:fs/promises';
import { type ConnectionUris, ensurePreviewBranch, previewMark, toEnv } from '@neon-api/helpers';
import { type Context, print } from './context.ts';
import { pullRequestOf } from './settings.ts';

/** Creates, finds or resets the branch of a pull request, passes its URIs to later steps, and writes a comment. */
export async function ensurePreview({ neon, github, settings }: Context): Promise<void> {
  const key = pullRequestOf(settings);
  const { projectId, reset, envFile } = settings;
  const { branch, created, uris, markdown } = await ensurePreviewBranch(neon, { projectId, key, reset });
  // Before anything can print the passwords.
  for (const secret of secretsOf(uris)) print(`::add-mask::${secret}`);
  await appendFile(envFile, toEnv(uris, { format: 'plain' }));
  await github.comment(key, previewMark(branch.name), markdown);
  print(`${created ? 'Created' : 'Found'} ${branch.name} (${branch.id}).`);
}

function secretsOf({ direct, pooled }: ConnectionUris): string[] {
  return [direct, pooled, new URL(direct).password].filter(Boolean);
}
