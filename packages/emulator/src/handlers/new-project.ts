import type { Branch, CreateProjectParams, Organization, Project, ProjectListItem } from '@neon-api/types';
import { chooseDefaultVersion, type DataPlane, DEFAULT_PG_VERSION } from '../data-plane/index.ts';
import { notFound, ruleForbids } from '../errors/index.ts';
import { checkAllowedIps } from '../network-rules/index.ts';
import { drawFree, newProjectId, newSuffixStart, type OrganizationRecord, type ProjectRecord } from '../state/index.ts';
import { timestampOf } from '../support/index.ts';
import type { ComputeSettings } from './compute-settings.ts';
import type { AsParsed, HandlerContext } from './handler.ts';
import { proxyHostOf } from './hosts.ts';
import { recoverableUntil } from './recovery.ts';
import { DEFAULT_REGION_ID, isKnownRegion } from './regions.ts';

const DEFAULT_HISTORY_RETENTION_SECONDS = 86_400;
const DEFAULT_LOGICAL_SIZE_LIMIT_MB = 204_800;

/** A project without branches; its name is its id when none is given. */
export function newProject(
  context: HandlerContext,
  asked: AsParsed<CreateProjectParams['body']['project']>,
  compute: ComputeSettings,
): ProjectRecord {
  const { clock, random, store, dataPlane } = context;
  const regionId = asked.region_id ?? DEFAULT_REGION_ID;
  if (!isKnownRegion(regionId))
    throw ruleForbids(`region "${regionId}" does not exist; GET /regions lists those that do`);
  checkAllowedIps(asked.settings);
  const { projects } = store.state;
  const { organization } = chooseOrganization(context, asked.org_id);
  const now = timestampOf(clock);
  const id = drawFree(
    () => newProjectId(random),
    (candidate) => projects.has(candidate),
  );
  const project: Project = {
    id,
    name: asked.name ?? id,
    platform_id: regionId.split('-')[0] ?? 'aws',
    region_id: regionId,
    proxy_host: proxyHostOf(regionId),
    provisioner: asked.provisioner ?? 'k8s-neonvm',
    default_endpoint_settings: { ...asked.default_endpoint_settings, ...compute },
    settings: asked.settings ?? {},
    pg_version: choosePgVersion(asked.pg_version, dataPlane),
    store_passwords: asked.store_passwords ?? true,
    history_retention_seconds: asked.history_retention_seconds ?? DEFAULT_HISTORY_RETENTION_SECONDS,
    branch_logical_size_limit: DEFAULT_LOGICAL_SIZE_LIMIT_MB,
    branch_logical_size_limit_bytes: DEFAULT_LOGICAL_SIZE_LIMIT_MB * 1024 * 1024,
    data_storage_bytes_hour: 0,
    data_transfer_bytes: 0,
    written_data_bytes: 0,
    compute_time_seconds: 0,
    active_time_seconds: 0,
    cpu_used_sec: 0,
    creation_source: 'console',
    created_at: now,
    updated_at: now,
    ...consumptionPeriod(clock.now()),
    ...ownership(context, organization),
  };
  const suffixStart = newSuffixStart(random);
  return {
    project,
    suffixStart,
    branches: new Map(),
    endpoints: new Map(),
    operations: [],
    isDeleted: false,
    deletedBranches: [],
    snapshots: [],
    permissions: [],
    jwks: [],
    transferRequests: [],
    vpcEndpoints: [],
    usage: {},
  };
}

/** The one that is named and the caller belongs to; without a name the key's own, or the first. */
export function chooseOrganization(context: HandlerContext, orgId: string | undefined): OrganizationRecord {
  const { caller, store } = context;
  const wanted = orgId ?? (caller.kind === 'user' ? undefined : caller.orgId);
  const visible = store.state.organizations.filter(({ organization, members }) =>
    caller.kind === 'user'
      ? members.some(({ user_id }) => user_id === caller.userId)
      : organization.id === caller.orgId,
  );
  const found = visible.find(({ organization }) => wanted === undefined || organization.id === wanted);
  if (!found) throw notFound('organization');
  return found;
}

/** The fields of a project that say whose it is. */
export function ownership(
  { store }: HandlerContext,
  organization: Organization,
): Pick<Project, 'owner_id' | 'owner' | 'org_id'> {
  return {
    owner_id: organization.id,
    owner: {
      email: store.state.users[0]?.email ?? '',
      name: organization.name,
      branches_limit: 5000,
      subscription_type: 'scale_v3',
    },
    org_id: organization.id,
  };
}

function choosePgVersion(asked: number | undefined, dataPlane: DataPlane): number {
  const { kind, pgVersions } = dataPlane;
  if (kind === 'off') return asked ?? DEFAULT_PG_VERSION;
  if (asked === undefined) return chooseDefaultVersion(pgVersions);
  if (pgVersions.includes(asked)) return asked;
  const there = `Postgres ${asked} cannot run here; this emulator has ${pgVersions.join(', ')}`;
  throw ruleForbids(dataPlane.howToGet ? `${there}. ${dataPlane.howToGet(asked)}` : there);
}

function consumptionPeriod(nowMs: number): Pick<Project, 'consumption_period_start' | 'consumption_period_end'> {
  const now = new Date(nowMs);
  const monthStart = (offset: number): string =>
    new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + offset)).toISOString();
  return { consumption_period_start: monthStart(0), consumption_period_end: monthStart(1) };
}

export function showProjectInList({ project, deletedAt }: ProjectRecord): ProjectListItem {
  const {
    data_storage_bytes_hour: _storage,
    data_transfer_bytes: _transfer,
    written_data_bytes: _written,
    compute_time_seconds: _compute,
    active_time_seconds,
    consumption_period_start: _start,
    consumption_period_end: _end,
    owner,
    maintenance_scheduled_for: _maintenance,
    ...shown
  } = project;
  return {
    ...shown,
    active_time: active_time_seconds,
    ...(owner ? { org_name: owner.name } : {}),
    ...(deletedAt === undefined ? {} : { deleted_at: deletedAt, recoverable_until: recoverableUntil(deletedAt) }),
  };
}

/** Children before their parents. */
export function leavesFirst(branches: readonly Branch[]): Branch[] {
  const parents = new Map(branches.map(({ id, parent_id }) => [id, parent_id]));
  const depthOf = (id: string | undefined): number => (id === undefined ? 0 : 1 + depthOf(parents.get(id)));
  return [...branches].sort((a, b) => depthOf(b.id) - depthOf(a.id));
}
