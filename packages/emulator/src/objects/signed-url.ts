import { decodeComponent } from '@neon-api/ground';
import { hmacOf, isSameText, toHex } from '../support/index.ts';

/** The path of object uploads and downloads, next to the API. */
export const OBJECTS_PATH = '/objects';

/** What a presigned URL allows. */
export interface ObjectGrant {
  readonly projectId: string;
  readonly branchId: string;
  readonly bucket: string;
  readonly key: string;
  readonly operation: 'upload' | 'download';
  readonly expiresAtMs: number;
}

export function signObjectUrl(origin: string, secret: string, grant: ObjectGrant): string {
  const url = new URL(OBJECTS_PATH, origin);
  const { projectId, branchId, bucket, key, operation, expiresAtMs } = grant;
  url.pathname = [OBJECTS_PATH, ...[projectId, branchId, bucket, key].map(encodeURIComponent)].join('/');
  url.searchParams.set('operation', operation);
  url.searchParams.set('expires', String(expiresAtMs));
  url.searchParams.set('signature', sign(secret, grant));
  return url.href;
}

/** Verifies a presigned URL. Returns undefined if we did not sign it, or if it was changed. */
export function readObjectUrl(url: URL, secret: string): ObjectGrant | undefined {
  const parts = url.pathname.slice(OBJECTS_PATH.length + 1).split('/');
  const [projectId, branchId, bucket, key] = parts.map(decodeComponent);
  const operation = url.searchParams.get('operation');
  const expiresAtMs = Number(url.searchParams.get('expires'));
  if (projectId === undefined || branchId === undefined || bucket === undefined || key === undefined) return undefined;
  if (parts.length !== 4 || (operation !== 'upload' && operation !== 'download')) return undefined;
  const grant = { projectId, branchId, bucket, key, operation, expiresAtMs } as const;
  return isSameText(url.searchParams.get('signature') ?? '', sign(secret, grant)) ? grant : undefined;
}

function sign(secret: string, { projectId, branchId, bucket, key, operation, expiresAtMs }: ObjectGrant): string {
  const text = JSON.stringify([projectId, branchId, bucket, key, operation, expiresAtMs]);
  return toHex(hmacOf(secret, text));
}
