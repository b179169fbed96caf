import type { CodeHost, Comment } from './code-host.ts';

export interface KeptComment {
  readonly pullRequest: number;
  /** The first line of the comment. */
  readonly mark: string;
  /** Text after the mark. */
  readonly text: string;
  /** Whether to write a comment if there is none. Default: true. */
  readonly create?: boolean;
}

/**
 * Updates the comment that starts with the mark, or writes it. Of several comments, the oldest is kept and the others are
 * deleted. So two runs that both write one at the same time end with one, and a run after an interrupted run cleans up.
 *
 * @throws CodeHostError if the code host refuses, e.g. a token without permission
 */
export async function keepOneComment(
  host: CodeHost,
  { pullRequest, mark, text, create = true }: KeptComment,
): Promise<void> {
  const body = `${mark}\n${text}`;
  const findOurs = async (): Promise<Comment[]> => {
    const comments = await host.listComments(pullRequest);
    return comments
      .filter((comment) => comment.isTrusted && comment.body.split(/\r?\n/, 1)[0] === mark)
      .sort((one, other) => one.id - other.id);
  };
  let ours = await findOurs();
  if (ours.length === 0 && create) {
    await host.createComment(pullRequest, body);
    // Another run may have done the same. Both see the comments in the same order, so both keep the same one.
    ours = await findOurs();
  }
  const [oldest, ...others] = ours;
  if (oldest === undefined) return;
  if (oldest.body !== body) await host.updateComment(oldest.id, body);
  for (const { id } of others) await host.deleteComment(id);
}
