import type { Branch } from '@neon-api/types';
import { ruleForbids } from '../../errors/index.ts';

/** An archived branch counts: it comes back when it is used. */
export function checkIsReady({ current_state: state }: Branch): void {
  if (state !== 'ready' && state !== 'archived') throw ruleForbids('branch not ready yet');
}
