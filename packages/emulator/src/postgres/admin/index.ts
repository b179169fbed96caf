export { type BranchAdmin, createBranchAdmin, type SchemaDump } from './branch-admin.ts';
export { closeProgramAccess, hasProgramAccess } from './close-program-access.ts';
export type { PrivilegedWork } from './privileged-work.ts';
export { applicationName, sessionOptions } from './session-settings.ts';
export { templateSql } from './template-sql.ts';
export { ADMIN_ROLE, type AdminLogin, withAdmin } from './with-admin.ts';
