import type { CreateProjectParams, Project } from '@neon-api/types';
import { chooseDefaultVersion, type DataPlane, DEFAULT_PG_VERSION } from '../../data-plane/index.ts';
import { ruleForbids } from '../../errors/index.ts';
import { checkAllowedIps } from '../../network-rules/index.ts';
import { drawFree, newProjectId, newSuffixStart, type ProjectRecord } from '../../state/index.ts';
import { timestampOf } from '../../support/index.ts';
import { type ComputeSettings, proxyHostOf } from '../endpoints/index.ts';
import type { AsParsed, HandlerContext } from '../handler.ts';
import { findOrganization, requireOrgId } from '../organizations/index.ts';
import { ownership } from './ownership.ts';
import { DEFAULT_REGION_ID, isKnownRegion } from './regions.ts';

const DEFAULT_HISTORY_RETENTION_SECONDS = 86_400;
const DEFAULT_LOGICAL_SIZE_LIMIT_MB = 204_800;

/** Creates a project without branches. The default name is its id. */
export function newProject(
  context: HandlerContext,
  asked: AsParsed<CreateProjectParams['body']['project']>,
  compute: ComputeSettings,
): ProjectRecord {
  const { clock, random, store, dataPlane } = context;
  const regionId = asked.region_id ?? DEFAULT_REGION_ID;
  if (!isKnownRegion(regionId)) {
    throw ruleForbids(`region "${regionId}" does not exist; list the regions with GET /regions`);
  }
  checkAllowedIps(asked.settings);
  checkLogicalReplication(asked.settings, dataPlane);
  const { projects } = store.state;
  requireOrgId(context, asked.org_id);
  const { organization } = findOrganization(context, asked.org_id);
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

/** Returns the version to use, or throws 422 if it cannot run here. */
export function choosePgVersion(asked: number | undefined, dataPlane: DataPlane): number {
  const { kind, pgVersions } = dataPlane;
  if (kind === 'off') return asked ?? DEFAULT_PG_VERSION;
  if (asked === undefined) return chooseDefaultVersion(pgVersions);
  if (pgVersions.includes(asked)) return asked;
  const message = `Postgres ${asked} is not installed (found: ${pgVersions.join(', ')})`;
  throw ruleForbids(dataPlane.howToGet ? `${message}. ${dataPlane.howToGet(asked)}` : message);
}

/** Throws 422 if the data plane has no logical replication. */
export function checkLogicalReplication(settings: Project['settings'], { lacks }: DataPlane): void {
  const reason = lacks?.logicalReplication;
  if (settings?.enable_logical_replication && reason !== undefined) throw ruleForbids(reason);
}

function consumptionPeriod(nowMs: number): Pick<Project, 'consumption_period_start' | 'consumption_period_end'> {
  const now = new Date(nowMs);
  const monthStart = (offset: number): string =>
    new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + offset)).toISOString();
  return { consumption_period_start: monthStart(0), consumption_period_end: monthStart(1) };
}
