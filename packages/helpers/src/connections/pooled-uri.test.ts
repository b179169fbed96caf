import { expect, test } from 'vitest';
import { toPooledUri } from './pooled-uri.ts';

test.each([
  [
    'postgresql://ep-role:npg_x@ep-quiet-field-a1b2c3d4.c-2.eu-west-2.aws.neon.tech/ep-db?sslmode=require',
    'postgresql://ep-role:npg_x@ep-quiet-field-a1b2c3d4-pooler.c-2.eu-west-2.aws.neon.tech/ep-db?sslmode=require',
  ],
  [
    'postgresql://r:npg_x@127.0.0.1:5433/db?options=endpoint%3Dep-quiet-field-a1b2c3d4',
    'postgresql://r:npg_x@127.0.0.1:5433/db?options=endpoint%3Dep-quiet-field-a1b2c3d4-pooler',
  ],
  ['postgresql://r:npg_x@ep-quiet-field-a1b2c3d4-pooler.c-2.eu-west-2.aws.neon.tech/db', undefined],
  ['postgresql://r:npg_x@db.example.com/ep-quiet-field-a1b2c3d4', undefined],
  ['not a URI', undefined],
])('the pooled URI of %s is %s', (direct, pooled) => {
  expect(toPooledUri(direct)).toBe(pooled);
});

test('changes only the host, even if role and database have the name of the endpoint', () => {
  const id = 'ep-quiet-field-a1b2c3d4';
  const url = (host: string): string => `postgresql://${id}:p@${host}.aws.neon.tech/${id}?application_name=${id}`;
  expect(toPooledUri(url(id))).toBe(url(`${id}-pooler`));
});
