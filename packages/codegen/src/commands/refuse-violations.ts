import { findViolations } from '../assumptions/index.ts';
import { bullets } from '../bullets.ts';
import { CodegenError } from '../codegen-error.ts';
import type { OpenApiDocument } from '../contract/index.ts';

/** Throws before anything is written if the document cannot be expressed. */
export function refuseViolations(document: OpenApiDocument): void {
  const violations = findViolations(document);
  if (violations.length === 0) return;
  throw new CodegenError(
    `The document violates assumptions of the generator. Nothing was written.\n${bullets(violations)}`,
  );
}
