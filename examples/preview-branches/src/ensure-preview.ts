import { appendFile } from 'node:fs/promises';
import { type ConnectionUris, ensurePreviewBranch, previewMark, toEnv } from '@neon-api/helpers';
import { type Context, print } from './context.ts';
import { pullRequestOf } from './settings.ts';

/** The branch of a pull request: made or found, reset when asked, told to the steps that follow and to its readers. */
export async function ensurePreview({ neon, github, settings }: Context): Promise<void> {
  const key = pullRequestOf(settings);
  const { projectId, reset, envFile } = settings;
  const { branch, created, uris, markdown } = await ensurePreviewBranch(neon, { projectId, key, reset });
  // Before anything could print them.
  for (const secret of secretsOf(uris)) print(`::add-mask::${secret}`);
  await appendFile(envFile, toEnv(uris, { format: 'plain' }));
  await github.comment(key, previewMark(branch.name), markdown);
  print(`${branch.name} (${branch.id}) is ${created ? 'made' : 'there'}.`);
}

function secretsOf({ direct, pooled }: ConnectionUris): string[] {
  return [direct, pooled, new URL(direct).password].filter(Boolean);
}
