import { expect, test } from 'vitest';
import { readAuthorization, signS3Request } from './s3-signature.ts';

// Examples from Amazon's documentation, "Signature Calculations for the Authorization Header", with its example key.
const SECRET_KEY = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
const EMPTY = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
const SCOPE = '20130524/us-east-1/s3/aws4_request';
const SHARED = { host: 'examplebucket.s3.amazonaws.com', 'x-amz-date': '20130524T000000Z' };

test.each<[string, string, Record<string, string>, string]>([
  [
    'an object',
    '/test.txt',
    { range: 'bytes=0-9', 'x-amz-content-sha256': EMPTY },
    'f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41',
  ],
  [
    'a parameter without a value',
    '/?lifecycle',
    { 'x-amz-content-sha256': EMPTY },
    'fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543',
  ],
  [
    'a list',
    '/?max-keys=2&prefix=J',
    { 'x-amz-content-sha256': EMPTY },
    '34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7',
  ],
])('a GET of %s has the signature in Amazon’s documentation', (_, path, fields, expected) => {
  const headers = new Map(Object.entries({ ...SHARED, ...fields }));
  const request = {
    method: 'GET',
    url: `https://${SHARED.host}${path}`,
    headers: { get: (name: string) => headers.get(name) ?? null },
  };
  const signedHeaders = [...headers.keys()].toSorted();
  expect(signS3Request(request, { scope: SCOPE, signedHeaders }, SECRET_KEY)).toBe(expected);
});

test('a valid header is parsed, and others are refused', () => {
  const signature = 'a'.repeat(64);
  const rest = `SignedHeaders=host;x-amz-date, Signature=${signature}`;
  expect(readAuthorization(`AWS4-HMAC-SHA256 Credential=AK/${SCOPE}, ${rest}`)).toEqual({
    accessKeyId: 'AK',
    scope: SCOPE,
    signedHeaders: ['host', 'x-amz-date'],
    signature,
  });
  for (const header of ['', 'Bearer x', `AWS4-HMAC-SHA256 Credential=AK/2013/us/s3/aws4_request, ${rest}`]) {
    expect(readAuthorization(header)).toBeUndefined();
  }
});
