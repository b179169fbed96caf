/** Neon's own name for a kind of error: those seen so far, and whatever comes. Often empty. */
export type NeonErrorCode =
  | ''
  | 'BRANCHES_LIMIT_EXCEEDED'
  | 'ROOT_BRANCHES_LIMIT_EXCEEDED'
  | 'ENDPOINTS_LIMIT_EXCEEDED'
  | 'DATABASE_ALREADY_EXISTS'
  | (string & {});
