import { describe, expect, test } from 'vitest';
import { type Arrival, routeStartup, splitPassword } from './route-startup.ts';

function routeOf(options: string | undefined, user = 'owner', arrival: Arrival = {}): unknown {
  const route = routeStartup(
    new Map([['user', user], ...(options === undefined ? [] : [['options', options] as const])]),
    arrival,
  );
  if (route.kind === 'forward') {
    const { endpointId, isPooled, params } = route;
    return [isPooled ? `pooled ${endpointId}` : endpointId, params.get('options')];
  }
  return route.kind === 'refuse' ? route.refusal.code : route.kind;
}

describe('routeStartup', () => {
  test.each([
    ['endpoint=ep-a', ['ep-a', undefined]],
    ['endpoint=ep-a-pooler', ['pooled ep-a', undefined]],
    ['-c work_mem=1MB endpoint=ep-a', ['ep-a', '-c work_mem=1MB']],
    ['endpoint=ep-a -c search_path=a\\ b', ['ep-a', '-c search_path=a\\ b']],
    ['-c application_name=endpoint=ep-a', 'ask-password'],
    ['-c search_path=x\\ endpoint=ep-a', 'ask-password'],
    ['', 'ask-password'],
    [undefined, 'ask-password'],
  ])('routes options %j to %j', (options, expected) => {
    expect(routeOf(options)).toEqual(expected);
  });

  test('removes parameters that are meant for the client', () => {
    const route = routeStartup(
      new Map([
        ['user', 'owner'],
        ['channel_binding', 'require'],
        ['application_name', 'app'],
      ]),
      { endpointName: 'ep-a' },
    );
    expect(route.kind === 'forward' && [...route.params.keys()]).toEqual(['user', 'application_name']);
  });

  test('refuses the superuser and a missing user', () => {
    expect(routeOf('endpoint=ep-a', 'cloud_admin')).toBe('28000');
    expect(routeOf('endpoint=ep-a', '')).toBe('28000');
  });

  test.each([
    ['ep-a.c-1.us-east-1.aws.neon.localhost', undefined, ['ep-a', undefined]],
    ['ep-a-pooler.neon.localhost', undefined, ['pooled ep-a', undefined]],
    ['ep-a-pooler.neon.localhost', 'endpoint=ep-a', ['pooled ep-a', undefined]],
    ['ep-a.neon.localhost', 'endpoint=ep-a-pooler', ['ep-a', undefined]],
    ['ep-a.neon.localhost', 'endpoint=ep-a', ['ep-a', undefined]],
    ['ep-a.neon.localhost', 'endpoint=ep-b', '08004'],
    ['localhost', undefined, ['ep-own', undefined]],
    [undefined, 'endpoint=ep-b', ['ep-b', undefined]],
    [undefined, 'endpoint=ep-b-pooler', ['pooled ep-b', undefined]],
    [undefined, 'endpoint=ep-own-pooler', ['pooled ep-own', undefined]],
  ])('routes host name %j and options %j at the address of ep-own to %j', (serverName, options, expected) => {
    expect(routeOf(options, 'owner', { serverName, endpointName: 'ep-own' })).toEqual(expected);
  });
});

test('an address can be for the pooled side', () => {
  expect(routeOf('', 'owner', { endpointName: 'ep-own-pooler' })).toEqual(['pooled ep-own', undefined]);
});

describe('a point in the past', () => {
  const pointOf = (options: string): unknown => {
    const route = routeStartup(new Map(Object.entries({ user: 'owner', options })), { endpointName: 'ep-own' });
    return route.kind === 'forward' ? [route.endpointId, route.at, route.params.get('options')] : route;
  };

  test.each([
    ['endpoint=br-a neon_lsn:0/1A', ['br-a', { lsn: '0/1A' }, undefined]],
    ['neon_timestamp:2030-01-31T12:00:00Z -c a=b', ['ep-own', { timestamp: '2030-01-31T12:00:00Z' }, '-c a=b']],
    ['neon_endpoint_type:read_only neon_proxy_params_compat:true', ['ep-own', undefined, undefined]],
    ['-c search_path=neon_lsn:0/1A', ['ep-own', undefined, '-c search_path=neon_lsn:0/1A']],
  ])('is read from %j', (options, expected) => {
    expect(pointOf(options)).toEqual(expected);
  });

  test.each([
    ['neon_lsn:0/1A neon_timestamp:2030-01-31T12:00:00Z', 'the options have two points'],
    ['neon_endpoint_type:read_write', 'neon_endpoint_type:read_write is not supported'],
    ['neon_other:1', 'the option neon_other is not supported'],
  ])('is refused in %j', (options, message) => {
    expect(pointOf(options)).toMatchObject({ kind: 'refuse', refusal: { message } });
  });
});

describe('splitPassword', () => {
  test.each([
    ['endpoint=ep-a;secret', { endpointId: 'ep-a', isPooled: false, password: 'secret' }],
    ['endpoint=ep-a$se;cr$et', { endpointId: 'ep-a', isPooled: false, password: 'se;cr$et' }],
    ['endpoint=ep-a-pooler;', { endpointId: 'ep-a', isPooled: true, password: '' }],
    ['secret', undefined],
    ['endpoint=ep-a', undefined],
  ])('splits %j into %j', (text, expected) => {
    expect(splitPassword(text)).toEqual(expected);
  });
});
