import type { Branch, Operation } from '@neon-api/types';
import type { Target } from './run-program.ts';

/** What the page asks of the worker. */
export interface RunRequest {
  readonly code: string;
  readonly target: Target;
}

/** The state of the emulator that the page draws: the branches of the latest project, and all its operations. */
export interface EmulatorView {
  readonly projectName: string;
  readonly branches: readonly Branch[];
  readonly operations: readonly Operation[];
}

/** What the worker tells the page. */
export type RunEvent =
  | { readonly kind: 'output'; readonly text: string }
  | { readonly kind: 'view'; readonly view: EmulatorView }
  | { readonly kind: 'end'; readonly error: string | undefined; readonly tookMs: number };
