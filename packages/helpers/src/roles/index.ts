export { type EnsureRoleOptions, ensureRole } from './ensure-role.ts';
export { type FindRoleOptions, findRole } from './find-role.ts';
