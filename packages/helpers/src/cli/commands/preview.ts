import { NeonUsageError } from '@neon-api/client';
import type { CommandResult } from '@neon-api/ground/cli';
import { ensurePreviewBranch, findBranch, listPreviewBranches, removePreviewBranch } from '../../branches/index.ts';
import { toEnv } from '../../connections/index.ts';
import { callOptions, type ProjectOption } from '../../options/index.ts';
import type { Command, CommandContext } from '../command.ts';
import { findBranchId } from '../find-place.ts';
import { findProjectId } from '../find-project.ts';
import { writeEnvFile } from '../write-env-file.ts';

export const preview: Command = {
  usage: ['preview ensure KEY', 'preview remove KEY --yes', 'preview list'],
  summary: 'create, list and remove branches for pull requests; KEY is the number of the pull request',
  values: {
    prefix: 'start of the branch name, before KEY; default: preview/',
    parent: 'ensure: name or id of the parent; default: the default branch',
    'expires-in': 'ensure: lifetime from 1m to 30d; default: 7d',
    database: 'ensure: database for the URIs; default: the only one',
    role: 'ensure: role for the URIs; default: the owner of the database',
    'write-env': 'ensure: write DATABASE_URL and DATABASE_URL_UNPOOLED to this file, with mode 0600',
  },
  switches: { reset: 'ensure: reset an existing branch to its parent; its changes are lost' },
  actions: ['ensure', 'remove', 'list'],
  takesWords: true,
  destroys: ({ words, flags }) => words[0] === 'remove' || flags.has('reset'),
  async run(context) {
    const [action, key, ...others] = context.words;
    if (action === 'list' && key === undefined) return listPreviews(context);
    if (key !== undefined && others.length === 0) {
      if (action === 'ensure') return ensurePreview(context, key);
      if (action === 'remove') return removePreview(context, key);
    }
    throw new NeonUsageError('preview: expected ensure KEY, remove KEY or list.');
  },
};

interface Previews extends ProjectOption {
  readonly prefix?: string | undefined;
}

async function findPreviews(context: CommandContext): Promise<Previews> {
  return { projectId: await findProjectId(context), prefix: context.flags.get('prefix') };
}

async function ensurePreview(context: CommandContext, key: string): Promise<CommandResult> {
  const { flags, wait } = context;
  const expiresInMs = flags.duration('expires-in');
  const previews = await findPreviews(context);
  const parent = flags.get('parent');
  const parentId = parent === undefined ? undefined : await findBranchId(context, previews.projectId, parent);
  const choices = { parentId, expiresInMs, databaseName: flags.get('database'), roleName: flags.get('role') };
  const { branch, created, reset, uris, markdown } = await ensurePreviewBranch(context.neon, {
    ...previews,
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
  const options = { ...(await findPreviews(context)), key };
  if (flags.has('yes')) {
    const { removed, branchId = null } = await removePreviewBranch(neon, { ...options, ...wait });
    return { text: removed ? `Deleted ${branchId}.` : 'Nothing to delete.', json: { removed, branchId } };
  }
  const name = `${options.prefix ?? 'preview/'}${key}`;
  const branch = await findBranch(neon, { projectId: options.projectId, name, ...callOptions(wait) });
  const text = branch
    ? `Would delete ${name} (${branch.id}). Nothing was deleted. Pass --yes to delete it.`
    : `Branch ${name} does not exist.`;
  return { text, json: { removed: false, branchId: branch?.id ?? null } };
}

async function listPreviews(context: CommandContext): Promise<CommandResult> {
  const found = await listPreviewBranches(context.neon, {
    ...(await findPreviews(context)),
    ...callOptions(context.wait),
  });
  const json = found.map(({ key, branch }) => ({ key, branchId: branch.id, expiresAt: branch.expires_at ?? null }));
  const lines = json.map(({ key, branchId, expiresAt }) => `${key}  ${branchId}  expires ${expiresAt ?? 'never'}`);
  return { text: lines.length === 0 ? 'No previews.' : lines.join('\n'), json };
}
