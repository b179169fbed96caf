import { join } from 'node:path';
import type { AppliedOverlay, Json, OpenApiDocument } from '../contract/index.ts';
import type { OutputFile } from '../output/index.ts';
import { applyOverlays, type Overlay, readOverlay, readOverlays } from '../overlay/index.ts';
import { recheckedDocument, type Source } from '../source/index.ts';

const FOLDER = 'overlays';

/** A source with the corrections of `specsDir`: what contract and prose alike are made from. */
export function correctedSource(source: Source, overlays: readonly Overlay[]): Source {
  return overlays.length === 0 ? source : { ...source, document: corrected(source.document, overlays) };
}

/** The overlays as the lock lists them. */
export function listOverlays(overlays: readonly Overlay[]): AppliedOverlay[] {
  return overlays.map(({ file, sha256 }) => ({ file, sha256 }));
}

/** The overlays of `specsDir`, one of them as it is about to be written. */
export function overlaysOf(specsDir: string, written?: OutputFile): Overlay[] {
  const overlays = readOverlays(join(specsDir, FOLDER)).filter(({ file }) => file !== written?.path);
  if (written === undefined) return overlays;
  const all = [...overlays, readOverlay(written.path, Buffer.from(written.content))];
  return all.sort((a, b) => (a.file < b.file ? -1 : 1));
}

function corrected(document: OpenApiDocument, overlays: readonly Overlay[]): OpenApiDocument {
  return recheckedDocument(
    applyOverlays(document as unknown as Json, overlays),
    `the document after ${overlays.map(({ file }) => file).join(', ')}`,
  );
}
