import { afterEach, expect, test, vi } from 'vitest';
import { stubFetch } from '../../test/stub-fetch.ts';
import {
  createNeonClient,
  type NeonCaller,
  type NeonClientOptions,
  type OperationDescriptor,
  warnDeprecated,
} from './index.ts';

let lastId = 0;

/** A deprecated operation that this process has not called yet. */
function deprecatedOperation(): OperationDescriptor {
  return { id: `oldCall${++lastId}`, method: 'GET', path: '/old', warn: warnDeprecated, sunset: '2026-03-01' };
}

function clientOf(options: Pick<NeonClientOptions, 'log'> = {}): NeonCaller {
  return createNeonClient({ apiKey: 'test-key', fetch: stubFetch(() => Response.json({})).fetch, ...options });
}

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
  vi.unstubAllEnvs();
});

test('the first call of a deprecated operation warns, with its sunset date', async () => {
  const emitWarning = vi.spyOn(process, 'emitWarning').mockReturnValue();
  const operation = deprecatedOperation();
  for (const neon of [clientOf(), clientOf()]) await neon.call(operation, {});
  const message = `${operation.id} is deprecated; its sunset date is 2026-03-01. See its doc comment.`;
  expect(emitWarning.mock.calls).toEqual([[message, 'DeprecationWarning', 'NEON_DEPRECATED']]);
  const { sunset: _, ...undated } = deprecatedOperation();
  await clientOf().call(undated, {});
  expect(emitWarning).toHaveBeenLastCalledWith(
    `${undated.id} is deprecated. See its doc comment.`,
    'DeprecationWarning',
    'NEON_DEPRECATED',
  );
});

test('log: silent or NEON_LOG=silent prints nothing, and does not use up the warning', async () => {
  const emitWarning = vi.spyOn(process, 'emitWarning').mockReturnValue();
  const operation = deprecatedOperation();
  await clientOf({ log: 'silent' }).call(operation, {});
  vi.stubEnv('NEON_LOG', 'silent');
  await clientOf().call(operation, {});
  expect(emitWarning).not.toHaveBeenCalled();
  await clientOf({ log: 'warn' }).call(operation, {});
  expect(emitWarning).toHaveBeenCalledOnce();
});

test('browsers and workers get a console warning', async () => {
  const warn = vi.spyOn(console, 'warn').mockReturnValue();
  const neon = clientOf();
  const operation = deprecatedOperation();
  vi.stubGlobal('process', undefined);
  await neon.call(operation, {});
  expect(warn).toHaveBeenCalledWith(expect.stringContaining(`${operation.id} is deprecated`));
});
