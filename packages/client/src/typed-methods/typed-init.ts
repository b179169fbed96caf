/** What a typed method takes, as far as it matters here. */
export interface TypedInit {
  readonly params?: { readonly path?: Record<string, unknown>; readonly [place: string]: unknown };
  readonly parseAs?: string;
  readonly [option: string]: unknown;
}
