import { callOptions } from '../../options/index.ts';
import { compareBranches } from '../../schemas/index.ts';
import type { Command } from '../command.ts';
import { findBranchId, findPlace } from '../find-place.ts';

export const diff: Command = {
  usage: ['diff --branch preview/42', 'diff --branch preview/42 --base staging --database shop'],
  summary: 'compare the schema of a branch with its parent or another branch',
  values: {
    branch: 'name or id; default: the linked or the default branch',
    base: 'name or id of the branch to compare with; default: the parent',
    database: 'name; default: the only one',
  },
  switches: { sql: 'print a unified diff of the SQL' },
  async run(context) {
    const { neon, flags, wait } = context;
    const place = await findPlace(context);
    const base = flags.get('base');
    const baseBranchId = base === undefined ? undefined : await findBranchId(context, place.projectId, base);
    const asked = { ...place, ...{ baseBranchId, databaseName: flags.get('database') } };
    const { same, changes, summary, diff: sql } = await compareBranches(neon, { ...asked, ...callOptions(wait) });
    return { text: flags.has('sql') && !same ? sql : summary, json: { ...place, same, changes, diff: sql } };
  },
};
