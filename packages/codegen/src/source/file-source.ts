import { readFileSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { messageOf } from '@neon-api/ground';
import { CodegenError, CodegenUsageError } from '../codegen-error.ts';
import { sha256 } from '../contract/index.ts';
import { checkedDocument } from './checked-document.ts';
import type { SourceLimits } from './limits.ts';
import type { Source } from './source.ts';

export function readFileSource(path: string, limits: SourceLimits): Source {
  const bytes = readBounded(path, limits.maxBytes);
  return {
    origin: { from: 'file', file: basename(path), sha256: sha256(bytes) },
    document: checkedDocument(bytes, path),
    licence: undefined,
  };
}

/** Reads a regular file of at most `maxBytes`. */
export function readBounded(path: string, maxBytes: number): Uint8Array {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined) throw new CodegenUsageError(`${path} does not exist. Pass the path of an OpenAPI document.`);
  // Devices and pipes have no size and may never end.
  if (!stats.isFile()) throw new CodegenError(`${path} is not a regular file. Pass the path of an OpenAPI document.`);
  if (stats.size > maxBytes) {
    throw new CodegenError(`${path} has ${stats.size} bytes; the limit is ${maxBytes}. It was not read.`);
  }
  try {
    return readFileSync(path);
  } catch (cause) {
    throw new CodegenError(`${path} cannot be read: ${messageOf(cause)}. Check its permissions.`, { cause });
  }
}
