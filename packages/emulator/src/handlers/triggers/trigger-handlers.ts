import type {
  CreateProjectBranchTriggerParams,
  CreateProjectBranchTriggerResponse,
  DeleteProjectBranchTriggerParams,
  GetProjectBranchTriggerParams,
  GetProjectBranchTriggerResponse,
  ListProjectBranchTriggersParams,
  ListProjectBranchTriggersResponse,
  Trigger,
  UpdateProjectBranchTriggerParams,
  UpdateProjectBranchTriggerResponse,
} from '@neon-api/types';
import { ApiError, badRequest, conflict, notFound } from '../../errors/index.ts';
import type { BranchRecord, ProjectRecord, TriggerConfig, TriggerRecord } from '../../state/index.ts';
import { randomUuid } from '../../support/index.ts';
import { findProjectBranch, servicesOf } from '../common/index.ts';
import type { Handler } from '../handler.ts';
import { type EffectiveTrigger, isOnAncestor, listTriggers } from './effective-triggers.ts';
import { changeConfig, checkAsked, configOf } from './trigger-config.ts';

/** Docs (functions/triggers/schedule, list): all triggers in one response, sorted by id. */
export const listProjectBranchTriggers: Handler<ListProjectBranchTriggersParams, ListProjectBranchTriggersResponse> = (
  context,
  params,
) => {
  const { project, record } = findProjectBranch(context, params);
  return { triggers: listTriggers(project, record).map(showTrigger) };
};

export const createProjectBranchTrigger: Handler<
  CreateProjectBranchTriggerParams,
  CreateProjectBranchTriggerResponse
> = (context, params) => {
  const { project, record } = findProjectBranch(context, params);
  checkAsked(params.body);
  const config = configOf(params.body, context.clock.now());
  requireFunction(record, config.functionSlug);
  requireFreeName(project, record, config.name);
  const id = `trigger-${randomUuid(context.random)}`;
  triggersOf(record).push({ id, config });
  return { trigger: showTrigger({ id, config, isInherited: false }) };
};

export const getProjectBranchTrigger: Handler<GetProjectBranchTriggerParams, GetProjectBranchTriggerResponse> = (
  context,
  params,
) => {
  const { project, record } = findProjectBranch(context, params);
  return { trigger: showTrigger(findTrigger(project, record, params.trigger_id)) };
};

/** Changes a trigger. For an inherited one the branch gets its own configuration under the same id. */
export const updateProjectBranchTrigger: Handler<
  UpdateProjectBranchTriggerParams,
  UpdateProjectBranchTriggerResponse
> = (context, params) => {
  const { project, record } = findProjectBranch(context, params);
  const { id, config: before } = findTrigger(project, record, params.trigger_id);
  const { body } = params;
  if (body.type !== before.event.type) {
    throw badRequest(`body.type must be "${before.event.type}"; the type of a trigger cannot change`);
  }
  checkAsked(body);
  if (Object.keys(body).length === 1) throw badRequest('body must have a field to change in addition to type');
  const config = changeConfig(before, body, context.clock.now());
  if (body.function_slug !== undefined) requireFunction(record, config.functionSlug);
  if (config.name !== before.name) requireFreeName(project, record, config.name);
  putConfig(record, id, config);
  return { trigger: showTrigger({ id, config, isInherited: false }) };
};

/** Docs (functions/triggers/overview, branching): deletes an inherited trigger on this branch only, permanently. */
export const deleteProjectBranchTrigger: Handler<DeleteProjectBranchTriggerParams, undefined> = (context, params) => {
  const { project, record } = findProjectBranch(context, params);
  const { id } = findTrigger(project, record, params.trigger_id);
  if (isOnAncestor(project, record, id)) putConfig(record, id, undefined);
  else servicesOf(record).triggers = triggersOf(record).filter((trigger) => trigger.id !== id);
  return undefined;
};

function findTrigger(project: ProjectRecord, record: BranchRecord, triggerId: string): EffectiveTrigger {
  const trigger = listTriggers(project, record).find(({ id }) => id === triggerId);
  if (!trigger) throw notFound('trigger');
  return trigger;
}

/** Returns the configurations that the branch itself has. */
function triggersOf(record: BranchRecord): TriggerRecord[] {
  const services = servicesOf(record);
  services.triggers ??= [];
  return services.triggers;
}

function putConfig(record: BranchRecord, id: string, config: TriggerConfig | undefined): void {
  const triggers = triggersOf(record);
  const index = triggers.findIndex((trigger) => trigger.id === id);
  triggers.splice(index < 0 ? triggers.length : index, 1, config ? { id, config } : { id });
}

function requireFunction(record: BranchRecord, wanted: string): void {
  if (servicesOf(record).functions.some(({ slug }) => slug === wanted)) return;
  throw new ApiError(404, 'target function not visible on branch');
}

function requireFreeName(project: ProjectRecord, record: BranchRecord, wanted: string): void {
  if (!listTriggers(project, record).some(({ config }) => config.name === wanted)) return;
  throw conflict('function trigger name already exists on branch');
}

function showTrigger({ id, config, isInherited }: EffectiveTrigger): Trigger {
  const { name, functionSlug, functionPath, event, isEnabled, version, nextRunAt = null } = config;
  const shared = {
    trigger_id: id,
    function_slug: functionSlug,
    name,
    function_path: functionPath,
    enabled: isEnabled,
    version,
    inherited: isInherited,
  };
  if (event.type === 'schedule') {
    return { type: event.type, ...shared, schedule: { cron: event.cron }, next_run_at: nextRunAt };
  }
  const { type, bucketName, prefix } = event;
  const uploads = { bucket_name: bucketName, ...(prefix === undefined ? {} : { prefix }) };
  return { type, ...shared, storage_object_created: uploads };
}
