export { checkIsReady } from './check-is-ready.ts';
export {
  type BranchParams,
  childrenOf,
  endpointsOf,
  findBranch,
  findDatabase,
  findDefaultBranch,
  findEndpoint,
  findOperationsOf,
  findProject,
  findProjectBranch,
  findRole,
  lineOf,
  type ProjectBranch,
} from './find.ts';
export { type Page, paginate, requirePageSize, showCursor, showNext } from './paginate.ts';
export { requirePathSegment } from './path-names.ts';
export { RECOVERY_MS, recoverableUntil } from './recovery.ts';
export { refreshAwake, refreshBranch, refreshFirst } from './refresh-branch.ts';
export { SERVICE_RULES, type ServiceRule } from './service-rules.ts';
export {
  authUrlOf,
  authUrls,
  copyServices,
  dataApiUrlOf,
  newServices,
  type ServiceChange,
  servicesAt,
  servicesOf,
} from './services.ts';
export {
  showAll,
  showEndpoint,
  showEndpoints,
  showOperations,
  showRole,
  showRoleWithPassword,
} from './show.ts';
export { showBranch, showProject, sizeBytesOf, storageBytesOf } from './show-usage.ts';
