import type { BranchRecord, ProjectRecord, TriggerConfig } from '../../state/index.ts';
import { lineOf } from '../common/index.ts';

type Tree = Pick<ProjectRecord, 'branches'>;

/** A trigger and the source of its configuration. */
export interface EffectiveTrigger {
  readonly id: string;
  readonly config: TriggerConfig;
  /** Whether the configuration is an ancestor's. */
  readonly isInherited: boolean;
}

/**
 * Lists the triggers of a branch by id. Docs (functions/triggers/overview, branching): the nearest ancestor's
 * configuration applies. An inherited trigger is disabled until the branch enables it, and stays deleted once the
 * branch deletes it.
 */
export function listTriggers(project: Tree, record: BranchRecord): EffectiveTrigger[] {
  const found = new Map<string, EffectiveTrigger | undefined>();
  for (const owner of lineOf(project, record)) {
    for (const { id, config } of owner.services?.triggers ?? []) {
      if (found.has(id)) continue;
      const isInherited = owner !== record;
      found.set(id, config && { id, config: isInherited ? disableTrigger(config) : config, isInherited });
    }
  }
  return [...found.values()].filter((trigger) => trigger !== undefined).sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** Whether an ancestor has the trigger, so that deleting it only on the branch would not hide it. */
export function isOnAncestor({ branches }: Tree, { branch }: BranchRecord, id: string): boolean {
  const parent = branches.get(branch.parent_id ?? '');
  return parent !== undefined && listTriggers({ branches }, parent).some((trigger) => trigger.id === id);
}

export function disableTrigger({ nextRunAt: _next, ...config }: TriggerConfig): TriggerConfig {
  return { ...config, isEnabled: false };
}
