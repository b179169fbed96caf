import type { SharedContext } from '../handler.ts';
import { appendLogs } from './log-book.ts';
import { newLog, type Severity } from './log-records.ts';

/** An event of a bucket. Docs (storage/logs): one line for each request, with its scope. */
export interface StorageEvent {
  readonly projectId: string;
  readonly branchId: string;
  readonly bucket: string;
  /** `s3` for transfers, `api` for changes through the API. */
  readonly scope:
    | 's3.get'
    | 's3.put'
    | 's3.head'
    | 's3.delete'
    | 'api.create_bucket'
    | 'api.delete_bucket'
    | 'api.delete_object'
    | 'api.delete_prefix';
  readonly status: number;
  readonly objectKey?: string;
  readonly sizeBytes?: number;
  /** The key of the credential that signed the request. */
  readonly accessKeyId?: string;
}

export function logStorage(context: SharedContext, event: StorageEvent): void {
  const { projectId, branchId, bucket, scope, status, objectKey, sizeBytes, accessKeyId } = event;
  const [kind = '', operation = ''] = scope.split('.');
  const nowMs = context.clock.now();
  const record = newLog({
    atMs: nowMs,
    severity: severityOf(status),
    body: {
      operation: kind === 's3' ? operation.toUpperCase() : operation,
      http_status: status,
      ...(objectKey === undefined ? {} : { object_key: objectKey }),
      ...(sizeBytes === undefined ? {} : { bytes: sizeBytes }),
      ...(accessKeyId === undefined ? {} : { access_key_id: accessKeyId }),
    },
    source: 'storage',
    service: bucket,
    scope: `neon.storage.${scope}`,
  });
  const project = context.store.state.projects.get(projectId);
  // A presigned URL can outlive its branch.
  if (project?.branches.has(branchId)) appendLogs(project, [{ branchId, record }], nowMs);
}

/** Docs (storage/logs, log levels). */
function severityOf(status: number): Severity {
  if (status >= 500) return 'error';
  return status >= 400 ? 'warn' : 'info';
}
