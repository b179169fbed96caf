import { messageOf } from '@neon-api/ground';
import { previewMark } from '@neon-api/helpers';
import { keepOneComment } from '../code-host/index.ts';
import type { Context } from './context.ts';

export interface PreviewComment {
  readonly projectId: string;
  readonly name: string;
  readonly text: string;
  /** Whether to write a comment if there is none. */
  readonly create: boolean;
}

/** Writes or updates the comment of a branch. Warns if that fails, because the branch is usable without it. */
export async function writeComment({ inputs, event, host, runner }: Context, comment: PreviewComment): Promise<void> {
  const { pullRequest } = event;
  if (!inputs.comment || pullRequest === undefined) return;
  const { projectId, name, text, create } = comment;
  // With the project, because a pull request may have branches of the same name in several projects.
  const mark = previewMark(`${projectId}/${name}`);
  try {
    await keepOneComment(host, { pullRequest: pullRequest.number, mark, text, create });
  } catch (error) {
    runner.warn(`The comment on #${pullRequest.number} was not written: ${messageOf(error)}`);
  }
}
