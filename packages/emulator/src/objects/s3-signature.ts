import { hmacOf, sha256Of, toHex } from '../support/index.ts';

/** The path of the S3 protocol, next to the API. */
export const S3_PATH = '/s3';

/** The Authorization header of a signed request (AWS Signature Version 4). */
export interface S3Authorization {
  readonly accessKeyId: string;
  /** `20260301/us-east-1/s3/aws4_request` */
  readonly scope: string;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
}

/** The signed parts of a request. */
export interface SignedRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: { get(name: string): string | null };
}

const ALGORITHM = 'AWS4-HMAC-SHA256';
const HEADER =
  /^AWS4-HMAC-SHA256 Credential=([^/,\s]+)\/(\d{8}\/[^/,\s]+\/s3\/aws4_request), ?SignedHeaders=([a-z0-9;-]+), ?Signature=([0-9a-f]{64})$/;

/** Parses the header. Returns undefined if it is not a valid one. */
export function readAuthorization(header: string): S3Authorization | undefined {
  const [, accessKeyId, scope, headers, signature] = HEADER.exec(header) ?? [];
  if (!accessKeyId || !scope || !headers || !signature) return undefined;
  return { accessKeyId, scope, signedHeaders: headers.split(';'), signature };
}

/** Signs a request with the secret key. */
export function signS3Request(
  request: SignedRequest,
  { scope, signedHeaders }: Pick<S3Authorization, 'scope' | 'signedHeaders'>,
  secretKey: string,
): string {
  const { headers } = request;
  const url = new URL(request.url);
  // A page must not set a Host header, and its requests have none.
  const headerOf = (name: string): string => headers.get(name) ?? (name === 'host' ? url.host : '');
  const canonical = [
    request.method,
    url.pathname,
    canonicalQuery(url.searchParams),
    ...signedHeaders.map((name) => `${name}:${headerOf(name).trim().replaceAll(/ +/g, ' ')}`),
    '',
    signedHeaders.join(';'),
    headers.get('x-amz-content-sha256') ?? '',
  ].join('\n');
  const digest = toHex(sha256Of(canonical));
  const toSign = [ALGORITHM, headers.get('x-amz-date') ?? '', scope, digest].join('\n');
  const key = scope.split('/').reduce<string | Uint8Array>(hmacOf, `AWS4${secretKey}`);
  return toHex(hmacOf(key, toSign));
}

function canonicalQuery(query: URLSearchParams): string {
  const pairs = [...query].map(([name, value]) => `${encode(name)}=${encode(value)}`);
  return pairs.sort().join('&');
}

/** Encodes everything except the unreserved characters of RFC 3986. */
function encode(text: string): string {
  const toHex = (character: string): string => `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
  return encodeURIComponent(text).replaceAll(/[!'()*]/g, toHex);
}
