import type { Endpoint, EndpointType } from '@neon-api/types';
import { drawFree, newBranchOrEndpointId, type ProjectRecord } from '../../state/index.ts';
import { timestampOf } from '../../support/index.ts';
import type { HandlerContext } from '../handler.ts';
import type { ComputeSettings } from './compute-settings.ts';
import { hostOf } from './hosts.ts';

export interface NewEndpoint {
  readonly branchId: string;
  readonly type: EndpointType;
  readonly compute: ComputeSettings;
  readonly settings?: Endpoint['settings'] | undefined;
  readonly provisioner?: string | undefined;
  readonly name?: string | undefined;
  readonly disabled?: boolean | undefined;
  readonly passwordlessAccess?: boolean | undefined;
  /** Stored only: the pooled host works in either case. */
  readonly poolerEnabled?: boolean | undefined;
  readonly poolerMode?: Endpoint['pooler_mode'] | undefined;
}

export function newEndpoint({ clock, random }: HandlerContext, record: ProjectRecord, wanted: NewEndpoint): Endpoint {
  const now = timestampOf(clock);
  const { project } = record;
  const id = drawFree(
    () => newBranchOrEndpointId('ep', record.suffixStart, random),
    (candidate) => record.endpoints.has(candidate),
  );
  return {
    host: hostOf(id, project.proxy_host),
    id,
    ...(wanted.name ? { name: wanted.name } : {}),
    project_id: project.id,
    branch_id: wanted.branchId,
    ...wanted.compute,
    region_id: project.region_id,
    type: wanted.type,
    current_state: 'init',
    pending_state: 'active',
    settings: wanted.settings ?? {},
    pooler_enabled: wanted.poolerEnabled ?? false,
    pooler_mode: wanted.poolerMode ?? 'transaction',
    disabled: wanted.disabled ?? false,
    passwordless_access: wanted.passwordlessAccess ?? true,
    creation_source: 'console',
    created_at: now,
    updated_at: now,
    proxy_host: project.proxy_host,
    provisioner: wanted.provisioner ?? project.provisioner,
  };
}
