import type { HandlerTable } from '../handler.ts';
import { getConnectionURI } from './connection-uri-handler.ts';
import {
  createProjectEndpoint,
  deleteProjectEndpoint,
  getProjectEndpoint,
  listProjectBranchEndpoints,
  listProjectEndpoints,
  updateProjectEndpoint,
} from './endpoint-handlers.ts';
import { restartProjectEndpoint, startProjectEndpoint, suspendProjectEndpoint } from './endpoint-power-handlers.ts';

export { type ComputeSettings, defaultCompute, pickCompute, resolveCompute } from './compute-settings.ts';
export { listConnectionDetails } from './connection-uri.ts';
export { proxyHostOf } from './hosts.ts';
export { newEndpoint } from './new-endpoint.ts';

export const endpointHandlers: HandlerTable = {
  createProjectEndpoint,
  deleteProjectEndpoint,
  getConnectionURI,
  getProjectEndpoint,
  listProjectBranchEndpoints,
  listProjectEndpoints,
  restartProjectEndpoint,
  startProjectEndpoint,
  suspendProjectEndpoint,
  updateProjectEndpoint,
};
export { checkPgSettings, settingsOfNew } from './pg-settings.ts';
