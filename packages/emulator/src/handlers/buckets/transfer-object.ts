import { ApiError } from '../../errors/index.ts';
import { type ObjectGrant, readObjectUrl } from '../../objects/index.ts';
import type { SharedContext } from '../handler.ts';
import { logTransfer } from './bucket-logs.ts';
import { findBucket, findObject } from './find-bucket.ts';
import { respondWithContent } from './object-handlers.ts';
import { bucketParamsOf, readContent, storeObject } from './store-object.ts';

const METHODS = { upload: 'put', download: 'get' } as const;

/** Serves a presigned URL: only the method it was signed for, until it expires. */
export async function transferObject(context: SharedContext, request: Request): Promise<Response> {
  const grant = readObjectUrl(new URL(request.url), context.store.state.signingSecret);
  if (!grant) throw new ApiError(403, 'the signature does not match the URL');
  const method = METHODS[grant.operation];
  try {
    checkUse(context, request, grant);
    if (method === 'put') return await storeObject(context, grant, await readContent(request));
    const object = findObject(findBucket(context, bucketParamsOf(grant)), grant.key);
    logTransfer(context, grant, { method, status: 200, sizeBytes: object.sizeBytes });
    return respondWithContent(context, object);
  } catch (error) {
    if (error instanceof ApiError) logTransfer(context, grant, { method, status: error.status });
    throw error;
  }
}

function checkUse({ clock }: SharedContext, request: Request, { operation, expiresAtMs }: ObjectGrant): void {
  if (expiresAtMs <= clock.now()) throw new ApiError(403, 'the URL has expired; request a new one');
  const method = METHODS[operation].toUpperCase();
  if (request.method !== method) {
    throw new ApiError(405, `the URL was signed for ${method}`, '', { Allow: method });
  }
}
