import { apiKeyHandlers } from './api-keys/index.ts';
import {
  countProjectBranches,
  getProjectBranch,
  listProjectBranches,
  setDefaultProjectBranch,
  updateProjectBranch,
} from './branch-handlers.ts';
import { recordedBranchHandlers } from './branches/index.ts';
import { bucketHandlers } from './buckets/index.ts';
import { getConnectionURI } from './connection-uri-handler.ts';
import { consumptionHandlers } from './consumption/index.ts';
import { createProjectBranch } from './create-branch.ts';
import { createProject } from './create-project.ts';
import { credentialHandlers } from './credentials/index.ts';
import { customDomainHandlers } from './custom-domains/index.ts';
import { dataApiHandlers } from './data-api/index.ts';
import {
  createProjectBranchDatabase,
  deleteProjectBranchDatabase,
  getProjectBranchDatabase,
  listProjectBranchDatabases,
  updateProjectBranchDatabase,
} from './database-handlers.ts';
import { deleteProjectBranch, recoverProjectBranch } from './delete-branch.ts';
import {
  createProjectEndpoint,
  deleteProjectEndpoint,
  getProjectEndpoint,
  listProjectBranchEndpoints,
  listProjectEndpoints,
  updateProjectEndpoint,
} from './endpoint-handlers.ts';
import { restartProjectEndpoint, startProjectEndpoint, suspendProjectEndpoint } from './endpoint-power-handlers.ts';
import { functionHandlers } from './functions/index.ts';
import type { Handler, HandlerTable } from './handler.ts';
import { logHandlers } from './logs/index.ts';
import { neonAuthHandlers } from './neon-auth/index.ts';
import { getProjectOperation, listProjectOperations } from './operation-handlers.ts';
import { organizationHandlers, recordedOrganizationHandlers } from './organizations/index.ts';
import {
  deleteProject,
  getProject,
  listProjects,
  listSharedProjects,
  recoverProject,
  updateProject,
} from './project-handlers.ts';
import { projectAccessHandlers, recordedProjectHandlers } from './projects/index.ts';
import { refreshFirst } from './refresh-branch.ts';
import { getActiveRegions } from './regions.ts';
import { restoreProjectBranch } from './restore-branch.ts';
import {
  createProjectBranchRole,
  deleteProjectBranchRole,
  getProjectBranchRole,
  getProjectBranchRolePassword,
  listProjectBranchRoles,
  resetProjectBranchRolePassword,
} from './role-handlers.ts';
import { schemaHandlers } from './schemas/index.ts';
import { snapshotHandlers } from './snapshots/index.ts';
import { triggerHandlers } from './triggers/index.ts';
import { getAuthDetails, getCurrentUserInfo, getCurrentUserOrganizations } from './user-handlers.ts';

/** `stateful`: what the call does can be seen in later ones; `recorded`: it is kept and shown, but nothing comes of it. */
export type HandlerKind = 'stateful' | 'recorded';

const STATEFUL: HandlerTable = {
  ...apiKeyHandlers,
  ...bucketHandlers,
  ...consumptionHandlers,
  ...credentialHandlers,
  ...logHandlers,
  ...organizationHandlers,
  ...projectAccessHandlers,
  ...refreshFirst({
    createProjectBranchDatabase,
    createProjectBranchRole,
    deleteProjectBranchDatabase,
    deleteProjectBranchRole,
    getProjectBranchDatabase,
    getProjectBranchRole,
    getProjectBranchRolePassword,
    listProjectBranchDatabases,
    listProjectBranchRoles,
    resetProjectBranchRolePassword,
    updateProjectBranchDatabase,
    ...schemaHandlers,
  }),
  ...snapshotHandlers,
  ...triggerHandlers,
  countProjectBranches,
  createProject,
  createProjectBranch,
  createProjectEndpoint,
  deleteProject,
  deleteProjectBranch,
  deleteProjectEndpoint,
  getActiveRegions,
  getAuthDetails,
  getConnectionURI,
  getCurrentUserInfo,
  getCurrentUserOrganizations,
  getProject,
  getProjectBranch,
  getProjectEndpoint,
  getProjectOperation,
  listProjectBranchEndpoints,
  listProjectBranches,
  listProjectEndpoints,
  listProjectOperations,
  listProjects,
  listSharedProjects,
  recoverProject,
  recoverProjectBranch,
  restartProjectEndpoint,
  restoreProjectBranch,
  setDefaultProjectBranch,
  startProjectEndpoint,
  suspendProjectEndpoint,
  updateProject,
  updateProjectBranch,
  updateProjectEndpoint,
};

const RECORDED: HandlerTable = {
  ...customDomainHandlers,
  ...dataApiHandlers,
  ...functionHandlers,
  ...neonAuthHandlers,
  ...recordedBranchHandlers,
  ...recordedOrganizationHandlers,
  ...recordedProjectHandlers,
};

/** Every operation that the emulator knows how to answer, by operationId. */
export const HANDLERS: ReadonlyMap<string, Handler<never, unknown>> = new Map([
  ...Object.entries(STATEFUL),
  ...Object.entries(RECORDED),
]);

export const HANDLER_KINDS: ReadonlyMap<string, HandlerKind> = new Map<string, HandlerKind>([
  ...Object.keys(STATEFUL).map((name) => [name, 'stateful'] as const),
  ...Object.keys(RECORDED).map((name) => [name, 'recorded'] as const),
]);
