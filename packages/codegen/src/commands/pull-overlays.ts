import { CodegenUsageError } from '../codegen-error.ts';
import { type Overlay, readOverlay } from '../overlay/index.ts';
import type { Source } from '../source/index.ts';
import { newerOperations, readWitness, WITNESS_FILE, witnessOverlay } from '../witness/index.ts';
import {
  hasOverlays,
  isLive,
  overlayPath,
  overlaysOf,
  type ShrunkOverlays,
  shippedOverlays,
  shrinkOverlays,
} from './corrected-source.ts';

/** The overlays in `specsDir` after a pull, and the file changes that get there. */
export interface PullOverlays extends ShrunkOverlays {
  /** Undefined content removes the file. */
  readonly files: readonly { readonly path: string; readonly content: string | undefined }[];
}

interface PullOverlayOptions {
  readonly witness: string | undefined;
  /** Folder of the included contract. A project without overlays uses the overlays in it. */
  readonly shippedDir: string | undefined;
}

/** Adds the witness's operations to the overlays of `specsDir`, and removes what the document has. */
export async function pullOverlays(
  source: Source,
  specsDir: string,
  { witness, shippedDir }: PullOverlayOptions,
): Promise<PullOverlays> {
  const own = overlaysOf(specsDir);
  const before = hasOverlays(specsDir) ? own : shippedOverlays(source, shippedDir);
  const { overlays, dropped } = shrinkOverlays(
    source,
    witness === undefined ? before : await witnessed(source, before, witness),
  );
  return { overlays, dropped, files: changedFiles(specsDir, own, overlays) };
}

async function witnessed(source: Source, overlays: readonly Overlay[], name: string): Promise<Overlay[]> {
  if (isLive(source.origin)) {
    throw new CodegenUsageError(
      '--witness cannot be used with a document from a URL, which is already the newest. Pass another --from.',
    );
  }
  const spelling = Object.assign({}, ...overlays.map((overlay) => overlay.spelling)) as Overlay['spelling'];
  const witness = await readWitness(name);
  const text = witnessOverlay(witness.origin, newerOperations(witness, source.document, spelling));
  const others = overlays.filter(({ file }) => file !== WITNESS_FILE);
  if (text === undefined) return others;
  return [...others, readOverlay(WITNESS_FILE, Buffer.from(text))].sort((a, b) => (a.file < b.file ? -1 : 1));
}

function changedFiles(specsDir: string, before: readonly Overlay[], after: readonly Overlay[]): PullOverlays['files'] {
  const old = new Map(before.map(({ file, text }) => [file, text]));
  const now = new Map(after.map(({ file, text }) => [file, text]));
  return [...new Set([...old.keys(), ...now.keys()])]
    .filter((file) => old.get(file) !== now.get(file))
    .map((file) => ({ path: overlayPath(specsDir, file), content: now.get(file) }));
}
