import type { JSX } from 'preact';
import { formatBytes, formatTime } from '../format/index.ts';
import { linkTo } from '../navigation/index.ts';
import { useSession } from '../session/index.ts';
import { CopyButton, Icon } from '../ui/index.ts';
import { Badges } from './badges.tsx';
import { BranchActions } from './branch-actions.tsx';
import { BranchContents } from './branch-contents.tsx';
import type { BranchProps } from './branch-props.ts';
import { Computes } from './computes.tsx';
import { Connect } from './connect.tsx';

export function BranchDetails({ projectId, branch }: BranchProps): JSX.Element {
  return (
    <article class="branch-details">
      <a class="back" href={linkTo({ view: 'branches', projectId })}>
        <Icon name="back" />
        All branches
      </a>
      <header>
        <h2>
          {branch.name}
          <Badges branch={branch} />
        </h2>
        <p class="id">
          {branch.id}
          <CopyButton text={branch.id} label="Copy the branch id" />
        </p>
      </header>
      <BranchActions projectId={projectId} branch={branch} />
      <Facts projectId={projectId} branch={branch} />
      <Connect projectId={projectId} branch={branch} />
      <Computes projectId={projectId} branch={branch} />
      <BranchContents projectId={projectId} branch={branch} />
    </article>
  );
}

function Facts({ projectId, branch }: BranchProps): JSX.Element {
  const { state } = useSession();
  const { parent_id, parent_timestamp, parent_lsn, created_at, expires_at, logical_size } = branch;
  const parent = parent_id === undefined ? undefined : state.branch.value.get(parent_id);
  const point = parent_timestamp ?? parent_lsn;
  return (
    <dl class="facts">
      {parent && (
        <div>
          <dt>Parent</dt>
          <dd>
            <a href={linkTo({ view: 'branches', projectId, branchId: parent.id })}>{parent.name}</a>
            {point !== undefined && <span class="muted"> at {describePoint(point)}</span>}
          </dd>
        </div>
      )}
      <div>
        <dt>Created</dt>
        <dd>{formatTime(Date.parse(created_at))}</dd>
      </div>
      <div>
        <dt>Size</dt>
        <dd>{logical_size === undefined ? 'unknown' : formatBytes(logical_size)}</dd>
      </div>
      {expires_at !== undefined && (
        <div>
          <dt>Expires</dt>
          <dd>{formatTime(Date.parse(expires_at))}</dd>
        </div>
      )}
    </dl>
  );
}

/** An LSN is shown as it is. */
function describePoint(point: string): string {
  const ms = Date.parse(point);
  return point.includes('/') || Number.isNaN(ms) ? point : formatTime(ms);
}
