import type { OpenApiDocument } from '../../contract/index.ts';
import { describeSent } from './describe-sent.ts';
import { commentFacts } from './fact-comments.ts';

/** Prepares a document with merged parts for editors: describes every sent field, and adds facts to the prose. */
export function forEditors(document: OpenApiDocument): OpenApiDocument {
  return commentFacts(describeSent(document));
}
