import { NeonApiError } from '../errors/index.ts';

/** Makes the error for a response to a read that is valid JSON but does not match the API document. */
export function unexpectedAnswer(
  { id, method, path }: { readonly id: string; readonly method: string; readonly path: string },
  problem: string,
): NeonApiError {
  return new NeonApiError(`${id}: ${problem} (${method} ${path}). Check baseUrl and any proxy in between.`, {
    operationId: id,
    method,
    route: path,
    status: 200,
    code: '',
    attempts: 1,
    // A read changes nothing, so there is nothing to check.
    outcome: 'rejected',
  });
}
