import type { LiveEndpoint } from '@neon-api/emulator';

export type ComputeKind = 'awake' | 'idle' | 'starting' | 'suspending' | 'none';

/** What a branch's compute does: its read-write one, or the first. */
export function computeKind(endpoints: readonly LiveEndpoint[]): ComputeKind {
  const endpoint = mainEndpoint(endpoints);
  return endpoint ? endpointKind(endpoint) : 'none';
}

function mainEndpoint(endpoints: readonly LiveEndpoint[]): LiveEndpoint | undefined {
  return endpoints.find(({ type }) => type === 'read_write') ?? endpoints[0];
}

export function endpointKind({ current_state, pending_state }: LiveEndpoint): ComputeKind {
  if (pending_state === 'idle') return 'suspending';
  if (pending_state === 'active' || current_state === 'init') return 'starting';
  return current_state === 'active' ? 'awake' : 'idle';
}

export const COMPUTE_TEXT: Readonly<Record<ComputeKind, string>> = {
  awake: 'Awake',
  idle: 'Idle',
  starting: 'Starting',
  suspending: 'Suspending',
  none: 'No compute',
};
