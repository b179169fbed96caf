import { NeonUsageError, paginate } from '@neon-api/client';
import { deleteProject, listProjects } from '@neon-api/client/operations';
import { drawTable } from '@neon-api/ground';
import type { CommandResult } from '@neon-api/ground/cli';
import { withoutUndefined } from '../../internal/index.ts';
import { undefinedOn404 } from '../../lost-answer.ts';
import { callOptions } from '../../options/index.ts';
import { ensureProject, type FoundProject } from '../../projects/index.ts';
import type { Command, CommandContext } from '../command.ts';
import { requireProject } from '../find-project.ts';
import { withOrganization } from '../with-organization.ts';

export const projects: Command = {
  usage: ['projects list', 'projects create NAME --region aws-eu-central-1', 'projects delete NAME_OR_ID --yes'],
  summary: 'list, create and delete projects',
  values: {
    search: 'list: only projects whose name or id contains this',
    region: "create: region, such as aws-eu-central-1; default: Neon's default",
    'pg-version': "create: major version of Postgres; default: Neon's default",
    database: 'create: name of the database; default: neondb',
    role: 'create: name of the role; default: {database}_owner',
  },
  switches: {},
  actions: ['list', 'create', 'delete'],
  takesWords: true,
  destroys: ({ words }) => words[0] === 'delete',
  async run(context) {
    const [action, given, ...others] = context.words;
    if (action === 'list' && given === undefined) return listAll(context);
    if (given && others.length === 0) {
      if (action === 'create') return create(context, given);
      if (action === 'delete') return remove(context, given);
    }
    throw new NeonUsageError('projects: expected list, create NAME or delete NAME_OR_ID.');
  },
};

async function listAll(context: CommandContext): Promise<CommandResult> {
  const { neon, flags, wait } = context;
  const found = await withOrganization(context, (orgId) => {
    const params = withoutUndefined({ org_id: orgId, search: flags.get('search') });
    return paginate(neon, listProjects, params, callOptions(wait)).collect();
  });
  const rows = found.map(({ name, id, region_id, pg_version, created_at }) => [
    ...[name, id, region_id, `Postgres ${pg_version}`, created_at],
  ]);
  return { text: rows.length === 0 ? 'No projects.' : drawTable(rows).join('\n'), json: found.map(toJson) };
}

async function create(context: CommandContext, name: string): Promise<CommandResult> {
  const { flags, wait } = context;
  const pgVersion = flags.whole('pg-version');
  const { value, created } = await withOrganization(context, (orgId) =>
    ensureProject(context.neon, {
      ...{ name, orgId, regionId: flags.get('region'), pgVersion },
      ...{ databaseName: flags.get('database'), roleName: flags.get('role'), onDrift: 'error' },
      ...wait,
    }),
  );
  const text = created ? `Created ${name} (${value.id}).` : `${name} (${value.id}) already exists.`;
  return { text, json: { ...toJson(value), created } };
}

async function remove(context: CommandContext, given: string): Promise<CommandResult> {
  const { neon, flags, wait } = context;
  const project = await requireProject(context, given);
  const what = `${project.name} (${project.id}) with all its branches`;
  if (!flags.has('yes')) {
    const text = `Would delete ${what}. Nothing was deleted. Pass --yes to delete it.`;
    return { text, json: { ...toJson(project), deleted: false } };
  }
  const deleted = await undefinedOn404(deleteProject(neon, { project_id: project.id }, callOptions(wait)));
  const text = deleted === undefined ? `${project.id} was already deleted.` : `Deleted ${what}.`;
  return { text, json: { ...toJson(project), deleted: true } };
}

function toJson({
  id,
  name,
  region_id,
  pg_version,
  org_id,
  created_at,
}: FoundProject): Readonly<Record<string, unknown>> {
  return { id, name, regionId: region_id, pgVersion: pg_version, orgId: org_id ?? null, createdAt: created_at };
}
