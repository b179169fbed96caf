import { propertyRuns } from '@neon-api/ground/testing';
import type { Branch } from '@neon-api/types';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { forests, NOW_MS, rules } from '../../test/forests.ts';
import { planCleanup } from './plan-cleanup.ts';

const planned = fc.record({ branches: forests, rules }).map((given) => ({
  ...given,
  plan: planCleanup({ projectId: 'project', branches: given.branches, nowMs: NOW_MS }, given.rules),
}));
const holds = (check: (given: typeof planned extends fc.Arbitrary<infer T> ? T : never) => void): void =>
  fc.assert(fc.property(planned, check), propertyRuns(500));
const deletedOf = ({ plan }: { plan: ReturnType<typeof planCleanup> }): string[] =>
  plan.decisions.filter(({ action }) => action === 'delete').map(({ branchId }) => branchId);
const byId = (branches: readonly Branch[]): Map<string, Branch> => new Map(branches.map((one) => [one.id, one]));

test('never deletes the default branch, a protected branch, or a branch that is being changed', () => {
  holds((given) => {
    const branches = byId(given.branches);
    for (const id of deletedOf(given)) {
      const branch = branches.get(id);
      expect(branch).toMatchObject({ default: false, protected: false, current_state: 'ready' });
      expect(branch?.pending_state).toBeUndefined();
    }
  });
});

test('never deletes the parent of a kept branch, and deletes children first', () => {
  holds((given) => {
    const order = deletedOf(given);
    for (const { id, parent_id } of given.branches) {
      const parentAt = order.indexOf(parent_id ?? '');
      if (parentAt === -1) continue;
      expect(order).toContain(id);
      expect(order.indexOf(id)).toBeLessThan(parentAt);
    }
  });
});

test('decides on every branch once, with a reason', () => {
  holds(({ branches, plan }) => {
    expect(plan.decisions.map(({ branchId }) => branchId).sort()).toEqual(branches.map(({ id }) => id).sort());
    expect(plan.decisions.every(({ reason }) => reason.length > 0)).toBe(true);
  });
});

test('deletes every branch that matches the rules and that nothing protects', () => {
  holds((given) => {
    const deleted = new Set(deletedOf(given));
    const hasKeptChild = (id: string): boolean =>
      given.branches.some((child) => child.parent_id === id && !deleted.has(child.id));
    for (const branch of given.branches) {
      if (deleted.has(branch.id) || !meets(branch, given.rules)) continue;
      const mustStay =
        branch.default || branch.protected || branch.current_state !== 'ready' || hasKeptChild(branch.id);
      expect(mustStay, branch.id).toBe(true);
    }
  });
});

test('deletes only branches that match every rule', () => {
  holds((given) => {
    const branches = byId(given.branches);
    for (const id of deletedOf(given)) expect(meets(branches.get(id) as Branch, given.rules)).toBe(true);
  });
});

test('does not depend on the order of the branches', () => {
  holds(({ branches, rules: given, plan }) => {
    const again = planCleanup({ projectId: 'project', branches: [...branches].reverse(), nowMs: NOW_MS }, given);
    expect(new Set(deletedOf({ plan: again }))).toEqual(new Set(deletedOf({ plan })));
  });
});

test('the generated forests include chains that are deleted completely', () => {
  const chains = fc.sample(planned, { numRuns: 500, seed: 1 }).filter((given) => {
    const deleted = new Set(deletedOf(given));
    return given.branches.some(({ id, parent_id = '' }) => deleted.has(id) && deleted.has(parent_id));
  });
  expect(chains.length).toBeGreaterThan(50);
});

test('survives JSON', () => {
  holds(({ plan }) => {
    expect(JSON.parse(JSON.stringify(plan))).toEqual(plan);
  });
});

/** The rules in other words. */
function meets(branch: Branch, given: typeof rules extends fc.Arbitrary<infer T> ? T : never): boolean {
  const { prefix, olderThanMs, expiry, openKeys, keep } = given;
  if (keep?.some((kept) => kept === branch.name || kept === branch.id)) return false;
  if (prefix !== undefined && (!branch.name.startsWith(prefix) || branch.name === prefix)) return false;
  if (openKeys?.some((key) => branch.name === `${prefix}${key}`)) return false;
  if (expiry !== undefined && (expiry === 'with') !== (branch.expires_at !== undefined)) return false;
  return olderThanMs === undefined || NOW_MS - Date.parse(branch.created_at) >= olderThanMs;
}
