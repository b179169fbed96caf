import { describe, expect, test } from 'vitest';
import { planParameters, readParameters } from './tracked-parameters.ts';

describe('readParameters', () => {
  test.each<[Record<string, string>, unknown]>([
    [{ user: 'a', database: 'b' }, {}],
    [
      { user: 'a', client_encoding: 'UTF8', datestyle: 'ISO' },
      { client_encoding: 'UTF8', DateStyle: 'ISO' },
    ],
    [{ extra_float_digits: '3', '_pq_.x': 'y' }, {}],
    [{ options: '-c timezone=UTC --application_name=a\\ b' }, { TimeZone: 'UTC', application_name: 'a b' }],
    [{ options: '-cIntervalStyle=iso_8601' }, { IntervalStyle: 'iso_8601' }],
    [{ search_path: 'x' }, 'unsupported startup parameter: search_path'],
    [{ replication: 'database' }, 'unsupported startup parameter: replication'],
    [{ options: '-c work_mem=1MB' }, 'unsupported startup parameter in options: work_mem'],
    [{ options: '-E' }, "unsupported options startup parameter: only '-c config=val' and '--config=val' are allowed"],
  ])('reads %j as %j', (params, expected) => {
    const read = readParameters(new Map(Object.entries(params)));
    expect('message' in read ? read.message : Object.fromEntries(read)).toEqual(expected);
  });
});

describe('planParameters', () => {
  test('changes only what differs', () => {
    const wanted = new Map([
      ['TimeZone', 'UTC'],
      ['application_name', "it's \\"],
    ]);
    expect(planParameters(wanted, new Map([['TimeZone', 'UTC']]))).toBe("SET application_name = E'it''s \\\\'");
    expect(planParameters(wanted, wanted)).toBeUndefined();
  });
});
