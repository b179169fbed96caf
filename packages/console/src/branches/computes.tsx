import type { LiveEndpoint } from '@neon-api/emulator';
import { startCompute, suspendCompute } from '@neon-api/helpers';
import type { JSX } from 'preact';
import { formatSpan } from '../format/index.ts';
import { useSession } from '../session/index.ts';
import { Button, ErrorNote, useAction } from '../ui/index.ts';
import type { BranchProps } from './branch-props.ts';
import { ComputeState } from './compute-state.tsx';
import { endpointKind } from './describe-compute.ts';

export function Computes({ projectId, branch }: BranchProps): JSX.Element {
  const { state } = useSession();
  const endpoints = [...state.endpoint.value.values()].filter(({ branch_id }) => branch_id === branch.id);
  return (
    <section class="block" aria-labelledby="computes">
      <div class="block-head">
        <h3 id="computes">Compute</h3>
      </div>
      {endpoints.length === 0 && <p class="muted">This branch has no compute, so it accepts no connections.</p>}
      {endpoints.map((endpoint) => (
        <Compute key={endpoint.id} projectId={projectId} endpoint={endpoint} />
      ))}
    </section>
  );
}

function Compute({
  projectId,
  endpoint,
}: {
  readonly projectId: string;
  readonly endpoint: LiveEndpoint;
}): JSX.Element {
  const { neon } = useSession();
  const { run, isBusy, error } = useAction();
  const kind = endpointKind(endpoint);
  const place = { projectId, endpointId: endpoint.id };
  const isUp = kind === 'awake' || kind === 'suspending';
  const act = async (): Promise<void> => void (await (isUp ? suspendCompute(neon, place) : startCompute(neon, place)));
  return (
    <div class="compute-card">
      <div class="compute-main">
        <ComputeState kind={kind} />
        <span class="muted">
          {endpoint.type === 'read_only' ? 'read only' : 'read-write'} · {endpoint.autoscaling_limit_min_cu}
          {endpoint.autoscaling_limit_min_cu === endpoint.autoscaling_limit_max_cu
            ? ''
            : `–${endpoint.autoscaling_limit_max_cu}`}{' '}
          CU
        </span>
        <Button icon={isUp ? 'pause' : 'play'} busy={isBusy.value} onClick={() => void run(act)}>
          {isUp ? 'Suspend' : 'Start'}
        </Button>
      </div>
      <p class="id">{endpoint.id}</p>
      {endpoint.suspends_at !== undefined && kind === 'awake' && <Suspension at={endpoint.suspends_at} />}
      {error.value && <ErrorNote text={error.value} />}
    </div>
  );
}

function Suspension({ at }: { readonly at: string }): JSX.Element {
  const leftMs = Date.parse(at) - useSession().nowMs.value;
  return (
    <p class="muted">
      {leftMs > 0
        ? `Suspended in ${formatSpan(leftMs)} unless a client connects.`
        : 'In use. Suspended once it is idle.'}
    </p>
  );
}
