import type {
  EndpointOperations,
  RestartProjectEndpointParams,
  RestartProjectEndpointResponse,
  StartProjectEndpointParams,
  StartProjectEndpointResponse,
  SuspendProjectEndpointParams,
  SuspendProjectEndpointResponse,
} from '@neon-api/types';
import { ruleForbids } from '../../errors/index.ts';
import { planRestart, planStart, planSuspend, requireUnlocked } from '../../operations/index.ts';
import { findEndpoint, findProject, showEndpoint, showOperations } from '../common/index.ts';
import type { Handler, HandlerContext } from '../handler.ts';

type Power = 'start' | 'suspend' | 'restart';

export const startProjectEndpoint: Handler<StartProjectEndpointParams, StartProjectEndpointResponse> = (
  context,
  params,
) => switchEndpoint(context, params, 'start');

export const suspendProjectEndpoint: Handler<SuspendProjectEndpointParams, SuspendProjectEndpointResponse> = (
  context,
  params,
) => switchEndpoint(context, params, 'suspend');

export const restartProjectEndpoint: Handler<RestartProjectEndpointParams, RestartProjectEndpointResponse> = (
  context,
  params,
) => switchEndpoint(context, params, 'restart');

/** Schedules nothing if the endpoint is already in the requested state. */
function switchEndpoint(
  context: HandlerContext,
  { project_id, endpoint_id }: StartProjectEndpointParams,
  power: Power,
): EndpointOperations {
  const project = findProject(context, project_id);
  const endpoint = findEndpoint(project, endpoint_id);
  requireUnlocked(project);
  if (endpoint.disabled && power !== 'suspend') throw ruleForbids('endpoint is disabled; enable it first');
  const isActive = endpoint.current_state === 'active';
  const plans = {
    start: () => (isActive ? [] : [planStart(endpoint)]),
    suspend: () => (isActive ? [planSuspend(endpoint)] : []),
    restart: () => planRestart(endpoint),
  };
  const scheduled = context.operations.schedule(project, plans[power]());
  if (scheduled.length > 0) endpoint.pending_state = power === 'suspend' ? 'idle' : 'active';
  return { endpoint: showEndpoint(endpoint, context.dataPlane), operations: showOperations(scheduled) };
}
