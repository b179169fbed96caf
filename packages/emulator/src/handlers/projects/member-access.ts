import type {
  Member,
  ProjectMember,
  ProjectMemberGrantSource,
  ProjectMemberOrgRole,
  ProjectPermissionLevel,
  ProjectRole,
} from '@neon-api/types';

/** A member's default access to each project, by role in the organization. Docs (manage/user-permissions). */
const DEFAULTS: ReadonlyMap<string, ProjectPermissionLevel> = new Map([
  ['admin', 'CAN_MANAGE'],
  ['member', 'CAN_EDIT'],
  ['editor', 'CAN_EDIT'],
  ['viewer', 'CAN_VIEW'],
]);

/** The spec's names of the levels. @neon/sdk 6.1.2 calls them `VIEWER`, `EDITOR` and `ADMIN`. */
const LEVELS: ReadonlyMap<ProjectRole, ProjectPermissionLevel> = new Map<ProjectRole, ProjectPermissionLevel>([
  ['viewer', 'CAN_VIEW'],
  ['editor', 'CAN_EDIT'],
  ['admin', 'CAN_MANAGE'],
]);
const ROLES: ReadonlyMap<string, ProjectRole> = new Map([...LEVELS].map(([role, level]) => [level, role] as const));
const ASCENDING = [...LEVELS.values()];

export type MemberAccess = Pick<
  ProjectMember,
  | 'org_role'
  | 'project_role'
  | 'org_default_project_permission'
  | 'explicit_project_permission'
  | 'effective_project_permission'
> & { readonly grant_source: ProjectMemberGrantSource };

/** Decides a member's access: organization admins are project admins; for others, a role on the project wins. */
export function decideAccess({ role }: Pick<Member, 'role'>, granted: ProjectRole | undefined): MemberAccess {
  const byDefault = DEFAULTS.get(role);
  const explicit = granted === undefined ? undefined : LEVELS.get(granted);
  const effective = role === 'admin' ? byDefault : (explicit ?? byDefault);
  return {
    org_role: role as ProjectMemberOrgRole,
    ...(byDefault ? { org_default_project_permission: byDefault } : {}),
    ...(explicit ? { explicit_project_permission: explicit } : {}),
    ...(effective ? { effective_project_permission: effective, project_role: ROLES.get(effective) ?? '' } : {}),
    grant_source: decideSource(role, explicit, byDefault),
  };
}

/** Whether a change reduces access. */
export function isLess(after: MemberAccess, before: MemberAccess): boolean {
  return rankOf(after) < rankOf(before);
}

export function canManage({ effective_project_permission: level }: MemberAccess): boolean {
  return level === 'CAN_MANAGE';
}

function decideSource(
  role: string,
  explicit: ProjectPermissionLevel | undefined,
  byDefault: ProjectPermissionLevel | undefined,
): ProjectMemberGrantSource {
  if (role === 'admin') return 'org_admin_override';
  if (explicit) return 'explicit';
  return byDefault ? 'org_role_default' : 'unassigned';
}

function rankOf({ effective_project_permission: level }: MemberAccess): number {
  return level === undefined ? -1 : ASCENDING.indexOf(level);
}
