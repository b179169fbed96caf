import { type NeonCaller, NeonNetworkError } from '@neon-api/client';

/** Wraps a client so that the first `times` calls of an operation take effect, but their responses are lost. */
export function loseAnswer(neon: NeonCaller, operationId: string, times = 1): NeonCaller {
  let left = times;
  return {
    ...neon,
    async call<Response>(...[operation, params, options]: Parameters<NeonCaller['call']>): Promise<Response> {
      const answer = await neon.call<Response>(operation, params, options);
      if (operation.id !== operationId || left === 0) return answer;
      left -= 1;
      throw new NeonNetworkError('The connection broke.', { operationId, outcome: 'unknown' });
    },
  };
}

/** Wraps a client and records the operations that it calls, in order. */
export function watchCalls(neon: NeonCaller): { readonly neon: NeonCaller; readonly calls: string[] } {
  const calls: string[] = [];
  return {
    calls,
    neon: {
      ...neon,
      call<Response>(...[operation, params, options]: Parameters<NeonCaller['call']>): Promise<Response> {
        calls.push(operation.id);
        return neon.call<Response>(operation, params, options);
      },
    },
  };
}
