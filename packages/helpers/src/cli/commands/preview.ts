import { NeonUsageError } from '@neon-api/client';
import { findBranch, previewBranch } from '../../branches/index.ts';
import { toEnv } from '../../connections/index.ts';
import { callOptions } from '../../helper-options.ts';
import type { Command, CommandContext, CommandResult } from '../command.ts';
import { writeEnvFile } from '../write-env-file.ts';

export const preview: Command = {
  usage: ['preview ensure KEY', 'preview remove KEY --yes', 'preview list'],
  summary: 'a branch for a pull request: KEY is its number',
  values: {
    prefix: 'before the key in the name of the branch; default: preview/',
    parent: 'id of the parent; default: the default branch',
    'expires-in': 'such as 7d, which is the default; at most 30d',
    'write-env': 'write DATABASE_URL and DATABASE_URL_UNPOOLED there, with mode 0600',
  },
  switches: { reset: 'make a branch that exists what its parent is now' },
  takesWords: true,
  async run(context) {
    const [action, key, ...others] = context.words;
    if (action === 'list' && key === undefined) return listPreviews(context);
    if (key !== undefined && others.length === 0) {
      if (action === 'ensure') return ensurePreview(context, key);
      if (action === 'remove') return removePreview(context, key);
    }
    throw new NeonUsageError('preview: say ensure KEY, remove KEY or list.');
  },
};

function keyOptions({ flags }: CommandContext): { readonly projectId: string; readonly prefix?: string | undefined } {
  return { projectId: flags.need('project'), ...{ prefix: flags.get('prefix') } };
}

async function ensurePreview(context: CommandContext, key: string): Promise<CommandResult> {
  const { neon, flags, wait } = context;
  const choices = { parentId: flags.get('parent'), expiresInMs: flags.duration('expires-in') };
  const { branch, created, reset, uris, markdown } = await previewBranch.ensure(neon, {
    ...keyOptions(context),
    ...choices,
    ...wait,
    key,
    reset: flags.has('reset'),
  });
  const envFile = flags.get('write-env');
  if (envFile !== undefined) await writeEnvFile(envFile, toEnv(uris));
  const { id: branchId, name, expires_at: expiresAt = null } = branch;
  return { text: markdown, json: { branchId, name, created, reset, expiresAt, markdown } };
}

async function removePreview(context: CommandContext, key: string): Promise<CommandResult> {
  const { neon, flags, wait } = context;
  const options = { ...keyOptions(context), key };
  if (flags.has('yes')) {
    const { removed, branchId = null } = await previewBranch.remove(neon, { ...options, ...wait });
    return { text: removed ? `Deleted ${branchId}.` : 'There was nothing to delete.', json: { removed, branchId } };
  }
  const name = `${options.prefix ?? 'preview/'}${key}`;
  const branch = await findBranch(neon, { projectId: options.projectId, name, ...callOptions(wait) });
  const text = branch
    ? `Would delete ${name} (${branch.id}). Nothing was deleted. Pass --yes to do it.`
    : `There is no branch ${name}.`;
  return { text, json: { removed: false, branchId: branch?.id ?? null } };
}

async function listPreviews(context: CommandContext): Promise<CommandResult> {
  const found = await previewBranch.list(context.neon, { ...keyOptions(context), ...callOptions(context.wait) });
  const json = found.map(({ key, branch }) => ({ key, branchId: branch.id, expiresAt: branch.expires_at ?? null }));
  const lines = json.map(({ key, branchId, expiresAt }) => `${key}  ${branchId}  expires ${expiresAt ?? 'never'}`);
  return { text: lines.length === 0 ? 'No previews.' : lines.join('\n'), json };
}
