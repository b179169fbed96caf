import { callAndWait, type NeonCaller, NeonUsageError } from '@neon-api/client';
import { createProjectEndpoint, updateProjectEndpoint } from '@neon-api/client/operations';
import type { Endpoint, Operation } from '@neon-api/types';
import {
  askedSize,
  assertSizeOrder,
  awaitRunning,
  branchIdOrDefault,
  COMPUTE_SIZE_OPTIONS,
  type ComputeSize,
  type Ensured,
  expectAtMostOne,
  findDrift,
  getOrCreate,
  inTurn,
  isFresh,
  ON_DRIFT,
  type OnDrift,
  settleDrift,
  sizeOf,
  toWireSize,
  withoutUndefined,
} from '../internal/index.ts';
import {
  assertOptions,
  BRANCH_OR_DEFAULT,
  type BranchOrDefault,
  type BranchPlace,
  callOptions,
  HELPER_OPTIONS,
  type HelperOptions,
  type OptionRules,
  oneOf,
  text,
  waitOptions,
} from '../options/index.ts';
import { listEndpoints } from './find-endpoint.ts';

export interface EnsureEndpointOptions extends BranchOrDefault, ComputeSize, HelperOptions {
  /** Default: `read_write`, of which a branch has at most one. */
  readonly type?: 'read_write' | 'read_only' | undefined;
  /** What tells read-only endpoints of a branch apart; needed for these. */
  readonly name?: string | undefined;
  /** Default: `report`. `update` can change sizes, timeout and, of a read-write endpoint, the name. */
  readonly onDrift?: OnDrift | undefined;
}

const OPTIONS: OptionRules<EnsureEndpointOptions> = {
  ...HELPER_OPTIONS,
  ...COMPUTE_SIZE_OPTIONS,
  ...BRANCH_OR_DEFAULT,
  type: oneOf('read_write', 'read_only'),
  name: text,
  onDrift: ON_DRIFT,
};
const CHANGEABLE = [...Object.keys(COMPUTE_SIZE_OPTIONS), 'name'];

/**
 * The read-write endpoint of a branch, or its read-only endpoint of that name, made if it is missing.
 *
 * Neon lets read-only endpoints share a name: two processes that ensure one at the same moment may make two, which the
 * next call reports. Callers in one process take turns.
 *
 * @throws NeonApiError when Neon refuses, e.g. an unknown branch or a plan's limit of computes.
 * @throws NeonUsageError when it exists otherwise than asked for, and `onDrift` does not take that.
 * @throws NeonOperationError, NeonTimeoutError when it does not start; it exists then.
 * @example
 * const { value: endpoint } = await ensureEndpoint(neon, { projectId, branchId, maxCu: 2, onDrift: 'update' });
 */
export async function ensureEndpoint(neon: NeonCaller, options: EnsureEndpointOptions): Promise<Ensured<Endpoint>> {
  assertOptions('ensureEndpoint', options, OPTIONS);
  assertSizeOrder('ensureEndpoint', options);
  const { projectId, type = 'read_write', name, signal } = options;
  if (type === 'read_only' && name === undefined) {
    throw new NeonUsageError('ensureEndpoint: a branch may have several read_only endpoints. Pass name.');
  }
  const branchId = await branchIdOrDefault(neon, options, callOptions(options));
  return inTurn(neon, `endpoint ${branchId} ${type} ${name}`, signal, async () => {
    const ensured = await getOrCreate<Endpoint>({
      what: `The ${type} endpoint of branch ${branchId}`,
      find: () => lookFor(neon, { projectId, branchId, type, name }, options),
      create: () => makeEndpoint(neon, { ...options, branchId, type }),
      async settle(endpoint) {
        if (isFresh(neon, endpoint.created_at)) await awaitRunning(neon, { projectId, branchId }, options);
        return endpoint;
      },
      unique: type === 'read_write',
    });
    if (ensured.created) return ensured;
    const endpoint = ensured.value;
    return settleDrift(ensured, {
      what: `Endpoint ${endpoint.id}`,
      drift: findDrift({ ...askedSize(options), name }, { ...sizeOf(endpoint), name: endpoint.name }),
      onDrift: options.onDrift,
      changeable: CHANGEABLE,
      update: () => updateEndpoint(neon, endpoint, options),
    });
  });
}

interface Wanted extends BranchPlace {
  readonly type: 'read_write' | 'read_only';
  readonly name: string | undefined;
}

async function lookFor(neon: NeonCaller, wanted: Wanted, options: HelperOptions): Promise<Endpoint | undefined> {
  const { type, name, branchId } = wanted;
  const ofType = (await listEndpoints(neon, wanted, callOptions(options))).filter((one) => one.type === type);
  if (type === 'read_write') return ofType[0];
  const named = ofType.filter((endpoint) => endpoint.name === name);
  return expectAtMostOne(named, `read_only endpoints named "${name}" on branch ${branchId}`);
}

async function makeEndpoint(
  neon: NeonCaller,
  options: EnsureEndpointOptions & Pick<Wanted, 'branchId' | 'type'>,
): Promise<{ value: Endpoint; operations: readonly Operation[] }> {
  const { projectId, branchId, type, name } = options;
  const asked = withoutUndefined({ branch_id: branchId, type, name, ...toWireSize(options) });
  const params = { project_id: projectId, body: { endpoint: asked } };
  const { endpoint, operations } = await callAndWait(neon, createProjectEndpoint, params, waitOptions(options));
  return { value: endpoint, operations };
}

async function updateEndpoint(
  neon: NeonCaller,
  { project_id, id }: Endpoint,
  options: EnsureEndpointOptions,
): Promise<{ value: Endpoint; operations: readonly Operation[] }> {
  const { name } = options;
  const change = withoutUndefined({ ...toWireSize(options), name });
  const params = { project_id, endpoint_id: id, body: { endpoint: change } };
  const { endpoint, operations } = await callAndWait(neon, updateProjectEndpoint, params, waitOptions(options));
  return { value: endpoint, operations };
}
