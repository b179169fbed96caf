import { expect, test } from 'vitest';
import { redactUris } from './redact-uris.ts';

test.each([
  ['postgres://ann:se@cret@host/db', 'postgres://ann:[redacted]@host/db'],
  ['https://host/?token=abc&x=1', 'https://host/?token=[redacted]&x=1'],
  ["host=h password='a b' user=u", 'host=h password=[redacted] user=u'],
  ['key napi_abc123 refused', 'key [redacted] refused'],
  ['postgres://ann@host/db', 'postgres://ann@host/db'],
])('%s becomes %s', (text, redacted) => {
  expect(redactUris(text)).toBe(redacted);
});
