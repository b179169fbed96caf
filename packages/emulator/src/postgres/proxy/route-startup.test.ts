import { describe, expect, it } from 'vitest';
import { routeStartup } from './route-startup.ts';

function routeOf(options: string | undefined, user = 'owner'): unknown {
  const route = routeStartup(
    new Map([['user', user], ...(options === undefined ? [] : [['options', options] as const])]),
  );
  return route.kind === 'forward' ? [route.endpointId, route.params.get('options')] : route.refusal.code;
}

describe('routeStartup', () => {
  it.each([
    ['endpoint=ep-a', ['ep-a', undefined]],
    ['endpoint=ep-a-pooler', ['ep-a', undefined]],
    ['-c work_mem=1MB endpoint=ep-a', ['ep-a', '-c work_mem=1MB']],
    ['endpoint=ep-a -c search_path=a\\ b', ['ep-a', '-c search_path=a\\ b']],
    ['-c application_name=endpoint=ep-a', '08004'],
    ['-c search_path=x\\ endpoint=ep-a', '08004'],
    ['', '08004'],
    [undefined, '08004'],
  ])('of options %j makes %j', (options, expected) => {
    expect(routeOf(options)).toEqual(expected);
  });

  it('refuses the superuser and a missing user', () => {
    expect(routeOf('endpoint=ep-a', 'cloud_admin')).toBe('28000');
    expect(routeOf('endpoint=ep-a', '')).toBe('28000');
  });
});
