export { type BranchAdmin, createBranchAdmin, type SchemaDump } from './branch-admin.ts';
export type { KeptRole } from './read-contents.ts';
export { templateSql } from './roles.ts';
export { ADMIN_ROLE, type AdminLogin, withAdmin } from './with-admin.ts';
