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
  /** Type of the endpoint. A branch has at most one `read_write` endpoint. Default: `read_write`. */
  readonly type?: 'read_write' | 'read_only' | undefined;
  /** Name of the endpoint. Required for `read_only`, because a branch may have several. */
  readonly name?: string | undefined;
  /**
   * What to do if the endpoint exists with other properties. `update` can change the size, the timeout and, for a
   * read-write endpoint, the name. Default: `report`.
   */
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
 * Returns the read-write endpoint of a branch, or its read-only endpoint with this name, and creates it if it is missing.
 *
 * Neon allows read-only endpoints to share a name. If two processes call this at the same moment, they may create two; the
 * next call throws and lists them. Calls in one process run one after the other.
 *
 * @throws NeonApiError if Neon refuses, e.g. an unknown branch or too many computes for the plan.
 * @throws NeonUsageError if the endpoint exists with other properties, and `onDrift` does not allow that.
 * @throws NeonOperationError, NeonTimeoutError if the endpoint does not start. The endpoint exists.
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
