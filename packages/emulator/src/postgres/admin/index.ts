export { type BranchAdmin, createBranchAdmin } from './branch-admin.ts';
export { templateSql } from './roles.ts';
export { ADMIN_ROLE, withAdmin } from './with-admin.ts';
