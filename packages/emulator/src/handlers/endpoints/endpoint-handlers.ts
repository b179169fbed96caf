import type {
  CreateProjectEndpointParams,
  CreateProjectEndpointResponse,
  DeleteProjectEndpointParams,
  DeleteProjectEndpointResponse,
  Endpoint,
  GetProjectEndpointParams,
  GetProjectEndpointResponse,
  ListProjectBranchEndpointsParams,
  ListProjectBranchEndpointsResponse,
  ListProjectEndpointsParams,
  ListProjectEndpointsResponse,
  UpdateProjectEndpointParams,
  UpdateProjectEndpointResponse,
} from '@neon-api/types';
import { ruleForbids } from '../../errors/index.ts';
import {
  captureRecords,
  planChangeEndpoint,
  planDeleteEndpoint,
  planStart,
  requireUnlocked,
  undoneBy,
} from '../../operations/index.ts';
import type { OperationTask, ProjectRecord } from '../../state/index.ts';
import { timestampOf } from '../../support/index.ts';
import {
  checkIsReady,
  endpointsOf,
  findBranch,
  findEndpoint,
  findProject,
  showEndpoint,
  showEndpoints,
  showOperations,
} from '../common/index.ts';
import type { AsParsed, Handler } from '../handler.ts';
import { defaultCompute, pickCompute, resolveCompute } from './compute-settings.ts';
import { newEndpoint } from './new-endpoint.ts';
import { checkPgSettings, settingsOfNew } from './pg-settings.ts';

export const listProjectEndpoints: Handler<ListProjectEndpointsParams, ListProjectEndpointsResponse> = (
  context,
  { project_id },
) => ({ endpoints: showEndpoints(findProject(context, project_id).endpoints.values(), context.dataPlane) });

export const listProjectBranchEndpoints: Handler<
  ListProjectBranchEndpointsParams,
  ListProjectBranchEndpointsResponse
> = (context, { project_id, branch_id }) => {
  const project = findProject(context, project_id);
  findBranch(project, branch_id);
  return { endpoints: showEndpoints(endpointsOf(project, branch_id), context.dataPlane) };
};

export const getProjectEndpoint: Handler<GetProjectEndpointParams, GetProjectEndpointResponse> = (context, params) => ({
  endpoint: showEndpoint(findEndpoint(findProject(context, params.project_id), params.endpoint_id), context.dataPlane),
});

export const createProjectEndpoint: Handler<CreateProjectEndpointParams, CreateProjectEndpointResponse> = async (
  context,
  { project_id, body },
) => {
  await checkPgSettings(context, findProject(context, project_id).project.pg_version, [body.endpoint.settings]);
  const project = findProject(context, project_id);
  const {
    branch_id: branchId,
    type,
    settings,
    provisioner,
    name,
    disabled,
    passwordless_access,
    pooler_enabled,
    pooler_mode,
    region_id,
  } = body.endpoint;
  const { branch } = findBranch(project, branchId);
  requireUnlocked(project);
  checkIsReady(branch);
  if (region_id !== undefined && region_id !== project.project.region_id) {
    throw ruleForbids(`region_id must be the project's region, ${project.project.region_id}`);
  }
  if (type === 'read_write') checkReadWriteIsFree(project, branchId);
  const defaults = defaultCompute(project.project.default_endpoint_settings);
  const compute = resolveCompute(pickCompute(body.endpoint), defaults);
  const endpoint = newEndpoint(context, project, {
    branchId,
    type,
    settings: settingsOfNew(project.project.default_endpoint_settings, settings),
    provisioner,
    name,
    disabled,
    passwordlessAccess: passwordless_access,
    poolerEnabled: pooler_enabled,
    poolerMode: pooler_mode,
    compute,
  });
  if (endpoint.disabled) stayIdle(endpoint);
  project.endpoints.set(endpoint.id, endpoint);
  const scheduled = context.operations.schedule(project, endpoint.disabled ? [] : [planStart(endpoint)]);
  return { endpoint: showEndpoint(endpoint, context.dataPlane), operations: showOperations(scheduled) };
};

export const updateProjectEndpoint: Handler<UpdateProjectEndpointParams, UpdateProjectEndpointResponse> = async (
  context,
  { project_id, endpoint_id, body },
) => {
  await checkPgSettings(context, findProject(context, project_id).project.pg_version, [body.endpoint.settings]);
  const project = findProject(context, project_id);
  const endpoint = findEndpoint(project, endpoint_id);
  requireUnlocked(project);
  const { branch_id: movesTo, settings, disabled } = body.endpoint;
  const moves = movesTo !== undefined && movesTo !== endpoint.branch_id;
  if (moves) {
    findBranch(project, movesTo);
    if (endpoint.type === 'read_write') checkReadWriteIsFree(project, movesTo);
  }
  const compute = resolveCompute(pickCompute(body.endpoint), endpoint);

  const before = captureRecords(project, { endpoints: [endpoint_id] });
  const changesSettings =
    settings?.pg_settings !== undefined && !isSameRecord(settings.pg_settings, endpoint.settings.pg_settings);
  const task = chooseTask(endpoint, { moves, disabled, changesSettings });
  if (moves) endpoint.branch_id = movesTo;
  Object.assign(endpoint, compute);
  if (settings) endpoint.settings = { ...endpoint.settings, ...settings };
  if (disabled !== undefined) endpoint.disabled = disabled;
  Object.assign(endpoint, pickStored(body.endpoint));
  endpoint.updated_at = timestampOf(context.clock);
  const plan = planChangeEndpoint(endpoint, task);
  const scheduled = context.operations.schedule(project, undoneBy(plan, task.kind, before));
  if (endpoint.disabled) stayIdle(endpoint);
  return { endpoint: showEndpoint(endpoint, context.dataPlane), operations: showOperations(scheduled) };
};

/** Spec: 204 if the endpoint does not exist (any more). */
export const deleteProjectEndpoint: Handler<DeleteProjectEndpointParams, DeleteProjectEndpointResponse> = (
  context,
  { project_id, endpoint_id },
) => {
  const project = findProject(context, project_id);
  const endpoint = project.endpoints.get(endpoint_id);
  if (!endpoint) return undefined;
  requireUnlocked(project);
  if (findBranch(project, endpoint.branch_id).branch.protected) {
    throw ruleForbids('cannot delete an endpoint of a protected branch; unprotect the branch first');
  }
  const plan = planDeleteEndpoint(endpoint);
  const before = captureRecords(project, { endpoints: [endpoint_id] });
  const scheduled = context.operations.schedule(project, undoneBy(plan, 'close-endpoint', before));
  project.endpoints.delete(endpoint_id);
  return { endpoint: showEndpoint(endpoint, context.dataPlane), operations: showOperations(scheduled) };
};

/** Refuses a second read_write endpoint. A branch can have several read_only ones. */
function checkReadWriteIsFree(project: ProjectRecord, branchId: string): void {
  const holder = endpointsOf(project, branchId).find(({ type }) => type === 'read_write');
  if (holder) throw ruleForbids(`branch ${branchId} already has the read_write endpoint ${holder.id}`);
}

/** Picks the fields that a GET shows and that have no other effect here. */
function pickStored(asked: AsParsed<UpdateProjectEndpointParams['body']['endpoint']>): Partial<Endpoint> {
  const names = ['provisioner', 'name', 'passwordless_access', 'pooler_enabled', 'pooler_mode'] as const;
  return Object.fromEntries(names.filter((name) => asked[name] !== undefined).map((name) => [name, asked[name]]));
}

interface EndpointChange {
  readonly moves: boolean;
  readonly disabled: boolean | undefined;
  readonly changesSettings: boolean;
}

function chooseTask(endpoint: Endpoint, change: EndpointChange): OperationTask {
  const endpointId = endpoint.id;
  const { moves, disabled = endpoint.disabled, changesSettings } = change;
  if (disabled) return { kind: 'close-endpoint', endpointId };
  if (moves) return { kind: 'move-endpoint', endpointId };
  if (endpoint.disabled) return { kind: 'open-endpoint', endpointId };
  return changesSettings ? { kind: 'apply-settings', branchIds: [endpoint.branch_id] } : { kind: 'nothing' };
}

function stayIdle(endpoint: Endpoint): void {
  endpoint.current_state = 'idle';
  delete endpoint.pending_state;
}

function isSameRecord(a: object, b: object | undefined): boolean {
  const [first, second] = [a, b ?? {}].map((record) =>
    JSON.stringify(Object.entries(record).sort(([one], [other]) => (one < other ? -1 : 1))),
  );
  return first === second;
}
