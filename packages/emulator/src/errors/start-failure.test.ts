import { describe, expect, test } from 'vitest';
import { EmulatorStartError, EmulatorUsageError } from './emulator-error.ts';
import { describeStartFailure } from './start-failure.ts';
import { WriteError } from './write-error.ts';

const systemError = (code: string, message = `${code}: open '/x'`): Error =>
  Object.assign(new Error(message), { code });

describe('describeStartFailure', () => {
  test.each<[string, unknown, string]>([
    ['too many open files', systemError('EMFILE'), 'ran out of open files while it was starting. Raise the limit'],
    [
      'too many open files behind another error',
      new EmulatorStartError('spawn failed', { cause: systemError('EMFILE') }),
      'ran out of open files',
    ],
    [
      'a full disk',
      new WriteError('/data/control-plane.json', systemError('ENOSPC'), 'x'),
      'The disk that holds /data/control-plane.json is full. Free some space',
    ],
    [
      'a file that cannot be written',
      new WriteError('/data/control-plane.json', systemError('EIO'), 'x'),
      'The emulator cannot start: /data/control-plane.json cannot be written (EIO',
    ],
    ['another system error', systemError('EROFS'), "The emulator cannot start: EROFS: open '/x'."],
    ['a system error without a name', systemError('ERR_SYSTEM_ERROR', 'uv_x returned'), 'cannot start: uv_x'],
  ])('%s becomes a start error with a short message', (_, error, message) => {
    const described = describeStartFailure(error);
    expect(described).toBeInstanceOf(EmulatorStartError);
    expect((described as Error).message).toContain(message);
  });

  test.each([
    new EmulatorStartError('refused'),
    new EmulatorUsageError('wrong'),
    new TypeError('a fault'),
    Object.assign(new TypeError('a fault'), { code: 'ERR_INVALID_ARG_TYPE' }),
    'text',
  ])('%s is returned unchanged', (error) => {
    expect(describeStartFailure(error)).toBe(error);
  });
});
