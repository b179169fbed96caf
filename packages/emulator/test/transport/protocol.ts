import type { ComposedOptions } from '../../src/compose/index.ts';

/** Options that can be sent as JSON. */
export type SentOptions = Omit<ComposedOptions, 'clock' | 'random' | 'log'> & { readonly clock?: 'virtual' };

/** A request, with its body in base64. */
export interface SentRequest {
  readonly url: string;
  readonly method: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly body?: string;
}

/** What a test asks of an emulator in another runtime. */
export type RemoteCall =
  | { readonly kind: 'start'; readonly options: SentOptions }
  | { readonly kind: 'fetch'; readonly emulator: number; readonly request: SentRequest }
  | { readonly kind: 'settle' | 'stop'; readonly emulator: number }
  | { readonly kind: 'advance'; readonly emulator: number; readonly ms: number };

export interface StartedRemote {
  readonly emulator: number;
  readonly apiKey: string;
  readonly orgId: string;
  readonly adminToken: string;
}

export interface SentResponse {
  readonly status: number;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: string;
}

/** What tests read without waiting, as it was after a call. */
export interface Seen {
  readonly nowMs: number;
  readonly clock: 'system' | 'virtual';
  /** The calls of the fake data plane. */
  readonly calls: readonly string[];
  readonly log: readonly string[];
}

export type RemoteReply =
  | { readonly value: unknown; readonly seen: Seen }
  | { readonly error: { readonly name: string; readonly message: string } };
