import type { OpenApiDocument } from '../../contract/index.ts';
import { describeSent } from './describe-sent.ts';
import { commentFacts } from './fact-comments.ts';
import { mergeParts } from './merge-parts.ts';

/** The document as an editor should show it: with fields instead of parts, and every field that is sent described. */
export function forEditors(document: OpenApiDocument): OpenApiDocument {
  return commentFacts(describeSent(mergeParts(document)));
}
