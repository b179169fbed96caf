/** The identity behind an API key. */
export type Caller =
  | { readonly kind: 'user'; readonly userId: string }
  | { readonly kind: 'organization'; readonly userId: string; readonly orgId: string }
  | { readonly kind: 'project'; readonly userId: string; readonly orgId: string; readonly projectId: string };
