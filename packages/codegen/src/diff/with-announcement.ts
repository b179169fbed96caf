import type { OpenApiDocument } from '../contract/index.ts';
import type { Announced, Change } from './change.ts';
import { followed, locateAt } from './located.ts';

/** A change with what the old contract announced of what is gone. */
export function withAnnouncement(change: Change, before: OpenApiDocument): Change {
  if (change.where.side !== 'old' || !change.kind.endsWith('-removed')) return change;
  const { pointer } = change.where;
  // A parameter announces its end beside its schema.
  const announced = announcedAt(before, pointer) ?? announcedAt(before, pointer.replace(/\/schema$/, ''));
  return announced === undefined ? change : { ...change, announced };
}

function announcedAt(document: OpenApiDocument, pointer: string): Announced | undefined {
  const value = followed(locateAt(document, pointer)).value as {
    readonly deprecated?: unknown;
    readonly 'x-sunset'?: unknown;
  };
  const { deprecated, 'x-sunset': sunset } = value;
  if (deprecated !== true && typeof sunset !== 'string') return undefined;
  return { deprecated: deprecated === true, ...(typeof sunset === 'string' && { sunset }) };
}
