import type { Branch } from '@neon-api/types';
import { ruleForbids } from '../../errors/index.ts';

/** Accepts an archived branch: it is restored when it is used. */
export function checkIsReady({ current_state: state }: Branch): void {
  if (state !== 'ready' && state !== 'archived') throw ruleForbids('branch not ready yet');
}
