import type { Branch } from '@neon-api/types';
import type { JSX } from 'preact';
import { Icon } from '../ui/index.ts';

export function Badges({ branch }: { readonly branch: Branch }): JSX.Element {
  return (
    <span class="badges">
      {branch.default && <span class="badge accent">default</span>}
      {branch.protected && (
        <span class="badge">
          <Icon name="shield" />
          protected
        </span>
      )}
      {branch.current_state !== 'ready' && <span class="badge warn">{branch.current_state}</span>}
    </span>
  );
}
