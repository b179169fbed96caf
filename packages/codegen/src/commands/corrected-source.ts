import { join } from 'node:path';
import type { AppliedOverlay, Json, OpenApiDocument } from '../contract/index.ts';
import { applyOverlays, type Overlay, readOverlays } from '../overlay/index.ts';
import { recheckedDocument, type Source } from '../source/index.ts';

/** A source with the corrections of `specsDir`: what contract and prose alike are made from. */
export function correctedSource(source: Source, specsDir: string): Source {
  const overlays = overlaysOf(specsDir);
  return overlays.length === 0 ? source : { ...source, document: corrected(source.document, overlays) };
}

/** The overlays of `specsDir` as the lock lists them. */
export function listOverlays(specsDir: string): AppliedOverlay[] {
  return overlaysOf(specsDir).map(({ file, sha256 }) => ({ file, sha256 }));
}

function overlaysOf(specsDir: string): Overlay[] {
  return readOverlays(join(specsDir, 'overlays'));
}

function corrected(document: OpenApiDocument, overlays: readonly Overlay[]): OpenApiDocument {
  return recheckedDocument(
    applyOverlays(document as unknown as Json, overlays),
    `the document after ${overlays.map(({ file }) => file).join(', ')}`,
  );
}
