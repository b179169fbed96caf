import { describe, expect, test } from 'vitest';
import { safeCause } from './causes.ts';
import { type ConnectionVerdict, isControlFlow, judgeConnectionFailure } from './judge-outcome.ts';

const judge = (thrown: unknown): ConnectionVerdict => judgeConnectionFailure(safeCause(thrown, (text) => text));

/** An error as fetch throws it: the reason is in its cause. */
const failed = (message: string, code?: string): Error =>
  new TypeError('fetch failed', { cause: Object.assign(new Error(message), code && { code }) });

describe('judgeConnectionFailure', () => {
  test.each<[string, unknown, ConnectionVerdict]>([
    ['a refused connection', failed('connect', 'ECONNREFUSED'), { outcome: 'not_sent', isFinal: false }],
    ['a name that does not resolve', failed('getaddrinfo', 'ENOTFOUND'), { outcome: 'not_sent', isFinal: false }],
    [
      'a refused connection, node-fetch',
      Object.assign(new Error('x'), { code: 'ECONNREFUSED' }),
      { outcome: 'not_sent', isFinal: false },
    ],
    ['a reset', failed('read', 'ECONNRESET'), { outcome: 'unknown', isFinal: false }],
    [
      'a response that is not HTTP',
      failed('Parse Error', 'HPE_INVALID_CONSTANT'),
      { outcome: 'unknown', isFinal: false },
    ],
    ['a browser without a network', new TypeError('Failed to fetch'), { outcome: 'unknown', isFinal: false }],
    ['a string', 'broken', { outcome: 'unknown', isFinal: false }],
    ['undefined', undefined, { outcome: 'unknown', isFinal: false }],
    ['a blocked port', failed('bad port'), { outcome: 'not_sent', isFinal: true }],
    ['a scheme, undici', failed('unknown scheme'), { outcome: 'not_sent', isFinal: true }],
    [
      'a scheme, node-fetch',
      new TypeError('URL scheme "gopher" is not supported.'),
      { outcome: 'not_sent', isFinal: true },
    ],
    ['an argument, Node', failed('x', 'ERR_INVALID_ARG_TYPE'), { outcome: 'not_sent', isFinal: true }],
    ['an argument, undici', failed('x', 'UND_ERR_INVALID_ARG'), { outcome: 'not_sent', isFinal: true }],
    [
      'a signal of another realm',
      new TypeError('RequestInit: Expected signal ("AbortSignal {}") to be an instance of AbortSignal.'),
      { outcome: 'not_sent', isFinal: true },
    ],
    [
      'a self-signed certificate',
      failed('self-signed certificate', 'DEPTH_ZERO_SELF_SIGNED_CERT'),
      { outcome: 'not_sent', isFinal: true },
    ],
    ['an unknown issuer', failed('x', 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY'), { outcome: 'not_sent', isFinal: true }],
    [
      'a call of something that is not a function',
      new TypeError('agent.fetch is not a function'),
      { outcome: 'unknown', isFinal: true },
    ],
    ['an undefined variable', new ReferenceError('x is not defined'), { outcome: 'unknown', isFinal: true }],
    [
      'a property of undefined',
      new TypeError("Cannot read properties of undefined (reading 'a')"),
      { outcome: 'unknown', isFinal: true },
    ],
  ])('%s', (_, thrown, verdict) => {
    expect(judge(thrown)).toEqual(verdict);
  });

  test('ends for cyclic causes', () => {
    const first: Error = new Error('first');
    first.cause = new Error('second', { cause: first });
    expect(judge(first)).toEqual({ outcome: 'unknown', isFinal: false });
  });
});

describe('isControlFlow', () => {
  test.each([
    [Object.assign(new Error('x'), { digest: 'NEXT_NOT_FOUND' }), true],
    [{ digest: 'POSTPONE' }, true],
    [Object.assign(new Error('x'), { digest: 7 }), false],
    [new Error('x'), false],
    [undefined, false],
  ])('returns for %j: %s', (thrown, is) => {
    expect(isControlFlow(thrown)).toBe(is);
  });
});
