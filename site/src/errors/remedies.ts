/** What to do about each class of errors. A test reports a class without a remedy. */
export const REMEDIES_BY_CLASS: Readonly<Record<string, string>> = {
  NeonError: 'Every error of the client extends this class. Check `name` to find the kind.',
  NeonApiError: 'Look up its `status` or `code` [below](#statuses), and follow the last sentence of the message.',
  NeonNetworkError:
    'Read `cause`. If `outcome` is `unknown`, check whether the change was carried out before you send it again.',
  NeonTimeoutError:
    'Raise `timeoutMs`, or continue a wait with `token`. If `outcome` is `unknown`, check before you send it again.',
  NeonOperationError:
    'Read the `error` of each of the `operations`. Continue to wait for `pending` ones with `token`, then send the call again.',
  NeonUsageError: 'Fix the option or parameter that the message names. Nothing was sent.',
  RotationError:
    'Read `stage` and the message, which says which secret works. `getRotatedSecret` returns a new secret that was not stored.',
  ApiError: 'The emulator returns it as a response. The client throws it as a [NeonApiError](#neonapierror).',
  ReasonedError: 'As an ApiError. The response also has a `reason`, which programs can compare.',
  EmulatorUsageError: 'Fix the option that the message names. Nothing was started.',
  EmulatorStartError: 'Remove the cause that the message names, and start again. Nothing keeps running.',
  CodegenError: 'Fix the document, the overlay or the file that the message names, and run the command again.',
  CodegenUsageError: 'Fix the flag or the setting that the message names. Nothing was read or written.',
};

/** What to do about the codes that Neon or the emulator returns. */
export const REMEDIES_BY_CODE: Readonly<Record<string, string>> = {
  BRANCHES_LIMIT_EXCEEDED: 'Delete branches (`cleanupBranches`), or choose a larger plan.',
  ROOT_BRANCHES_LIMIT_EXCEEDED: 'Delete a root branch, or create the branch from a parent.',
  ENDPOINTS_LIMIT_EXCEEDED: 'Delete a compute, or use the existing one of the branch.',
  DATABASE_ALREADY_EXISTS: 'Use the existing database, or choose another name.',
  ai_gateway_unavailable: 'Create the project in a region that has the AI gateway.',
  branch_not_found: 'Check the id of the branch, and that the project still has it.',
  disk_full: 'Free some space on the disk that the message names, and call again.',
  invalid_entity_type: 'Send the type that the message names.',
  not_implemented: 'Use Neon for this operation; see [what the emulator supports](./reference/emulator-coverage.md).',
  object_damaged: 'Upload the object again.',
  postgres_is_off: 'Start the emulator with `postgres: "auto"` and its optional dependencies installed.',
  write_failed: 'Check the permissions of the file that the message names, and call again.',
};

/** What to do about the HTTP statuses of a NeonApiError. */
export const REMEDIES_BY_STATUS: readonly (readonly [status: string, meaning: string, remedy: string])[] = [
  ['200–299', 'the body is not a valid response', 'Check `baseUrl`, and whether a proxy answers in place of Neon.'],
  ['300–399', 'a redirect', 'Check `baseUrl`. The client follows no redirects, so that your key reaches only Neon.'],
  [
    '400',
    'the request is malformed, or `org_id` is missing',
    'Fix what the message names. Set `orgId` for a personal key.',
  ],
  ['401', 'the API key is missing or invalid', 'Check the API key.'],
  [
    '403',
    'the key may not do this',
    "Check the API key's permissions, and that the branch or project is not protected.",
  ],
  ['404', 'there is no such project, branch or compute', 'Check the ids, and that the key can see the project.'],
  ['409', 'it exists already, or conflicts with another change', 'Use the existing one, or choose another name.'],
  ['412, 422', 'a rule of Neon forbids it', 'Follow the message; `code` names the rule.'],
  ['423', 'an operation of the project runs', 'The client retries it. Raise `timeoutMs` if it still fails.'],
  ['429', 'too many requests', 'The client waits and retries. Share one limit between processes if it still fails.'],
  ['500, 502, 504', 'a failure at Neon', 'If `outcome` is `unknown`, check before you send a change again.'],
  ['503', 'not available now; nothing was changed', 'Retry later.'],
];
