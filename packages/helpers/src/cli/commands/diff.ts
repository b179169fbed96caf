import { callOptions } from '../../helper-options.ts';
import { compareBranches } from '../../schemas/index.ts';
import type { Command } from '../command.ts';
import { findBranchId, findPlace } from '../find-place.ts';

export const diff: Command = {
  usage: ['diff --branch preview/42', 'diff --branch preview/42 --base staging --database shop'],
  summary: 'what the schema of a branch has that its parent has not, and the other way',
  values: {
    branch: 'id or exact name; default: the default branch',
    base: 'id or exact name of what to compare it with; default: its parent',
    database: 'its name; default: the one there is',
  },
  switches: { sql: 'print the SQL as a unified diff' },
  async run(context) {
    const { neon, flags, wait } = context;
    const place = await findPlace(context);
    const base = flags.get('base');
    const baseBranchId = base === undefined ? undefined : await findBranchId(context, base);
    const asked = { ...place, ...{ baseBranchId, databaseName: flags.get('database') } };
    const { same, changes, summary, diff: sql } = await compareBranches(neon, { ...asked, ...callOptions(wait) });
    return { text: flags.has('sql') && !same ? sql : summary, json: { ...place, same, changes, diff: sql } };
  },
};
