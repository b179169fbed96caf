import type { OpenApiDocument } from '../../contract/index.ts';
import { describeSent } from './describe-sent.ts';
import { commentFacts } from './fact-comments.ts';

/** A document with merged parts as an editor should show it: every field that is sent described, facts in the prose. */
export function forEditors(document: OpenApiDocument): OpenApiDocument {
  return commentFacts(describeSent(document));
}
