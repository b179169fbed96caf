import { removePreviewBranch } from '@neon-api/helpers';
import { chooseName } from './choose-name.ts';
import type { Context } from './context.ts';
import { findProjectId } from './find-place.ts';
import { writeComment } from './write-comment.ts';

/** Deletes the branch, and says so in the comment if there is one. Succeeds if the branch does not exist. */
export async function remove(context: Context): Promise<void> {
  const { inputs, event, neon, runner } = context;
  const { prefix, key } = chooseName(inputs, event);
  const projectId = await findProjectId(context);
  const name = prefix + key;
  const { removed, branchId = '' } = await removePreviewBranch(neon, { projectId, prefix, key });
  await runner.setOutputs({
    ...{ 'project-id': projectId, 'branch-id': branchId, 'branch-name': name, deleted: removed ? 1 : 0 },
  });
  runner.print(removed ? `Deleted branch ${name} (${branchId}).` : `Branch ${name} does not exist.`);
  await writeComment(context, { projectId, name, text: '### Database branch deleted\n', create: false });
}
