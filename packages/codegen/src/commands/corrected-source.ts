import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { AppliedOverlay, OpenApiDocument, SourceOrigin } from '../contract/index.ts';
import {
  applyOverlays,
  type DroppedAction,
  type Overlay,
  planOverlays,
  readOverlay,
  readOverlays,
  withoutActions,
} from '../overlay/index.ts';
import { recheckedDocument, type Source } from '../source/index.ts';
import { readShippedOverlays } from '../subset/index.ts';

const FOLDER = 'overlays';

/** A source with its corrections. Both the contract and the prose come from it. */
export function correctedSource(source: Source, overlays: readonly Overlay[]): Source {
  const { applied } = planOverlays(source.document, overlays, isLive(source.origin));
  const effective = applied.filter(({ actions }) => actions.length > 0);
  return effective.length === 0 ? source : { ...source, document: corrected(source.document, effective) };
}

/** Returns the overlays for the lock. A live document uses none from a witness. */
export function listOverlays(overlays: readonly Overlay[], origin: SourceOrigin): AppliedOverlay[] {
  return overlays
    .filter(({ witness }) => witness === undefined || !isLive(origin))
    .map(({ file, sha256, witness }) => ({ file, sha256, ...witness }));
}

/** Reads the overlays of `specsDir`, in the order in which they apply. */
export function overlaysOf(specsDir: string): Overlay[] {
  return readOverlays(join(specsDir, FOLDER));
}

/** Returns the overlays that this package includes, if they were written for this document. */
export function shippedOverlays({ origin }: Source, shippedDir: string | undefined): Overlay[] {
  return isLive(origin) ? [] : readShippedOverlays(origin.sha256, shippedDir);
}

/** True if `specsDir` has a folder for overlays. */
export function hasOverlays(specsDir: string): boolean {
  return existsSync(join(specsDir, FOLDER));
}

export function overlayPath(specsDir: string, file: string): string {
  return join(specsDir, FOLDER, file);
}

export interface ShrunkOverlays {
  /** Without actions that the document no longer needs, and without overlays that have no actions left. */
  readonly overlays: readonly Overlay[];
  readonly dropped: readonly DroppedAction[];
}

/** Returns the overlays to keep for a document. */
export function shrinkOverlays({ document, origin }: Source, overlays: readonly Overlay[]): ShrunkOverlays {
  const { dropped } = planOverlays(document, overlays, isLive(origin));
  const kept = overlays.flatMap((overlay) => {
    const indices = new Set(dropped.filter(({ file }) => file === overlay.file).map(({ index }) => index));
    if (indices.size === 0) return [overlay];
    const text = withoutActions(overlay.text, indices);
    return text === undefined ? [] : [readOverlay(overlay.file, Buffer.from(text))];
  });
  return { overlays: kept, dropped };
}

/** True for a document that Neon serves now: nothing is newer. */
export function isLive({ from }: SourceOrigin): boolean {
  return from === 'url';
}

function corrected(document: OpenApiDocument, overlays: readonly Overlay[]): OpenApiDocument {
  return recheckedDocument(
    applyOverlays(document, overlays),
    `the document after ${overlays.map(({ file }) => file).join(', ')}`,
  );
}
