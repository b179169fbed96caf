import { createHash } from 'node:crypto';
import { signS3Request } from '../../src/objects/index.ts';

export interface S3Credential {
  readonly token_id: string;
  readonly s3_secret_access_key: string;
}

export interface S3Request {
  readonly method?: string;
  readonly body?: string;
  /** Body to send instead of the signed one. */
  readonly sent?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Sends a request with an S3 signature. */
export function sendS3(
  url: string,
  { token_id, s3_secret_access_key }: S3Credential,
  { method = 'GET', body, sent = body, headers: more = {} }: S3Request = {},
): Promise<Response> {
  const { host } = new URL(url);
  const signed = {
    host,
    'x-amz-content-sha256': createHash('sha256')
      .update(body ?? '')
      .digest('hex'),
    'x-amz-date': '20260301T120000Z',
    ...more,
  };
  const scope = '20260301/us-east-1/s3/aws4_request';
  const signedHeaders = Object.keys(signed).toSorted();
  const values = new Map(Object.entries(signed));
  const facts = { method, url, headers: { get: (name: string) => values.get(name) ?? null } };
  const signature = signS3Request(facts, { scope, signedHeaders }, s3_secret_access_key);
  const { host: _host, ...headers } = signed;
  const names = `SignedHeaders=${signedHeaders.join(';')}`;
  return fetch(url, {
    method,
    headers: {
      ...headers,
      Authorization: `AWS4-HMAC-SHA256 Credential=${token_id}/${scope}, ${names}, Signature=${signature}`,
    },
    ...(sent === undefined ? {} : { body: sent }),
  });
}
