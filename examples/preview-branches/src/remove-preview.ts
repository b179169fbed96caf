import { removePreviewBranch } from '@neon-api/helpers';
import { type Context, print } from './context.ts';
import { pullRequestOf } from './settings.ts';

/** Deletes the branch of a pull request that has closed. */
export async function removePreview({ neon, settings }: Context): Promise<void> {
  const key = pullRequestOf(settings);
  const { removed } = await removePreviewBranch(neon, { projectId: settings.projectId, key });
  print(removed ? `The branch of #${key} is deleted.` : `#${key} has no branch.`);
}
