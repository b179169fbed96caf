import { messageOf } from '@neon-api/ground';
import { UsageError } from '@neon-api/ground/cli';
import {
  type BranchComparison,
  type ConnectionUris,
  compareBranches,
  type EnsuredPreviewBranch,
  ensurePreviewBranch,
} from '@neon-api/helpers';
import { describeSchema } from '../summary/index.ts';
import { chooseName } from './choose-name.ts';
import type { Context } from './context.ts';
import { findParentId, findProjectId } from './find-place.ts';
import { writeComment } from './write-comment.ts';

/** Creates, finds or resets the branch, and passes its URIs to later steps. */
export async function ensure(context: Context): Promise<void> {
  const { inputs, event, neon, runner } = context;
  const { prefix, key } = chooseName(inputs, event);
  await refuseClosed(context);
  const projectId = await findProjectId(context);
  const name = prefix + key;
  const parentId = await findParentId(context, projectId, name);
  const { expiresInMs, reset, databaseName, roleName } = inputs;
  const options = { projectId, prefix, key, parentId, expiresInMs, reset, databaseName, roleName };
  const ensured = await ensurePreviewBranch(neon, options);
  runner.mask(secretsOf(ensured.uris));
  await runner.setOutputs(outputsOf(projectId, ensured));

  const { branch, created, drift = [], markdown } = ensured;
  const happened = created ? 'Created' : ensured.reset ? 'Reset' : 'Found';
  runner.print(`${happened} branch ${name} (${branch.id}) of project ${projectId}.`);
  for (const { field, asked, actual } of drift) {
    const input = field === 'parentId' ? 'parent' : field;
    runner.warn(`Branch ${name} differs from the input ${input}: it has ${actual}, not ${asked}.`);
  }
  await writeComment(context, { projectId, name, text: markdown, create: true });
  await runner.addSummary(markdown);
  if (inputs.compareSchema && branch.parent_id !== undefined) {
    await runner.addSummary(await summarizeSchema(context, { projectId, branchId: branch.id }));
  }
}

/** The event may be old: the run may have waited, or may be a re-run. */
async function refuseClosed({ event: { pullRequest }, host }: Context): Promise<void> {
  if (pullRequest === undefined) return;
  const { number, isClosed } = pullRequest;
  // A token without permission to read it leaves only the event.
  const closed = isClosed || (await host.readState(number).catch(() => undefined)) === 'closed';
  if (closed) throw new UsageError(`Pull request #${number} is closed. Use mode: remove. No branch was created.`);
}

function secretsOf({ direct, pooled }: ConnectionUris): string[] {
  const passwords = [direct, pooled].map((uri) => new URL(uri).password);
  return [direct, pooled, ...passwords, ...passwords.map(decodeURIComponent)];
}

function outputsOf(
  projectId: string,
  { branch, created, uris }: EnsuredPreviewBranch,
): Record<string, string | boolean> {
  return {
    'project-id': projectId,
    'branch-id': branch.id,
    'branch-name': branch.name,
    'database-url': uris.pooled,
    'database-url-unpooled': uris.direct,
    host: new URL(uris.direct).hostname,
    created,
    'expires-at': branch.expires_at ?? '',
  };
}

/** A comparison that fails is part of the summary: the branch is usable. */
async function summarizeSchema(
  { neon, inputs: { databaseName }, runner }: Context,
  place: { readonly projectId: string; readonly branchId: string },
): Promise<string> {
  let comparison: BranchComparison;
  try {
    comparison = await compareBranches(neon, { ...place, databaseName });
  } catch (error) {
    runner.print(`The schemas were not compared: ${messageOf(error)}`);
    return `The schemas were not compared: ${messageOf(error)}`;
  }
  return describeSchema(comparison);
}
