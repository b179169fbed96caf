import { NeonUsageError } from '@neon-api/client';
import type { Flags } from '@neon-api/ground/cli';
import { applyCleanup, assertRules, type CleanupRules, planCleanup, showCleanup } from '../../branches/index.ts';
import { listBranches } from '../../internal/index.ts';
import { callOptions } from '../../options/index.ts';
import type { Command } from '../command.ts';
import { EXIT } from '../exit-code.ts';
import { findProjectId } from '../find-project.ts';

export const cleanup: Command = {
  usage: ['cleanup --prefix preview/ --open-keys 41,42 --yes', 'cleanup --older-than 14d --expiry without'],
  summary: 'delete the branches that match all rules',
  values: {
    prefix: 'match names that start with this',
    'open-keys': 'keep branches whose name is the prefix and one of these keys; none: no key is open',
    'older-than': 'match branches that are at least this old, such as 7d',
    expiry: 'match branches with or without an expiry: with, without',
    keep: 'names or ids to keep even if the other rules match',
  },
  switches: {},
  destroys: () => true,
  async run(context) {
    const { flags, wait } = context;
    const rules = rulesOf(flags);
    assertRules(rules);
    const { neon } = context;
    const projectId = await findProjectId(context);
    const branches = await listBranches(neon, { projectId }, callOptions(wait));
    const plan = planCleanup({ projectId, branches, nowMs: neon.runtime.clock.now() }, rules);
    if (!flags.has('yes')) {
      return {
        text: `${showCleanup(plan)}\nNothing was deleted. Pass --yes to delete.`,
        json: { applied: false, plan },
      };
    }
    const { results, failed } = await applyCleanup(neon, plan, wait);
    const lines = results.map(({ outcome, name, branchId, reason }) => `${outcome} ${name} (${branchId}): ${reason}`);
    return {
      text: lines.length === 0 ? 'Nothing to delete.' : lines.join('\n'),
      json: { applied: true, results, failed },
      exitCode: failed.length > 0 ? EXIT.failed : EXIT.done,
    };
  },
};

function rulesOf(flags: Flags): CleanupRules {
  const expiry = flags.get('expiry');
  if (expiry !== undefined && expiry !== 'with' && expiry !== 'without') {
    throw new NeonUsageError(`--expiry must be with or without, not ${JSON.stringify(expiry)}.`);
  }
  return {
    prefix: flags.get('prefix'),
    olderThanMs: flags.duration('older-than'),
    expiry,
    openKeys: flags.get('open-keys') === 'none' ? [] : flags.list('open-keys'),
    keep: flags.list('keep'),
  };
}
