import type { JSX } from 'preact';
import { COMPUTE_TEXT, type ComputeKind } from './describe-compute.ts';

export function ComputeState({ kind }: { readonly kind: ComputeKind }): JSX.Element {
  return (
    <span class={`compute ${kind}`}>
      <span class="dot" aria-hidden="true" />
      {COMPUTE_TEXT[kind]}
    </span>
  );
}
