import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CodegenError } from '../codegen-error.ts';
import { serialise } from '../contract/index.ts';
import { type EmitInput, licenceNotice } from '../emit/index.ts';
import type { OutputFile } from '../output/index.ts';
import { type Overlay, readOverlays } from '../overlay/index.ts';

/** The folder in which the build puts the contract that this package includes. */
export const SHIPPED_FOLDER: string = fileURLToPath(new URL('../shipped/', import.meta.url));

const FILE = 'contract.json';
const OVERLAYS = 'overlays';

/**
 * Returns the files that this package includes: the contract, its prose and licence, for projects without their own
 * contract, and the overlays for projects that pull one.
 */
export function shippedFiles({ document, lock, licence }: EmitInput, overlays: readonly Overlay[] = []): OutputFile[] {
  const content = serialise({ lock, ...(licence !== undefined && { licence }), document });
  return [
    { path: FILE, content },
    ...overlays.map(({ file, text }) => ({ path: join(OVERLAYS, file), content: text })),
    ...licenceNotice({ document, lock, licence }),
  ];
}

/** Returns the overlays of the included contract if the document is the one it was made from; otherwise none. */
export function readShippedOverlays(documentSha256: string, folder: string = SHIPPED_FOLDER): Overlay[] {
  if (!existsSync(join(folder, FILE))) return [];
  const { lock } = readShippedContract(folder);
  return lock.source.sha256 === documentSha256 ? readOverlays(join(folder, OVERLAYS)) : [];
}

export function readShippedContract(folder: string = SHIPPED_FOLDER): EmitInput {
  const path = join(folder, FILE);
  if (!existsSync(path)) {
    throw new CodegenError(
      'This build of neon-codegen does not include a contract. Pass --specs DIR or --from SOURCE.',
    );
  }
  const { document, lock, licence } = JSON.parse(readFileSync(path, 'utf8')) as EmitInput;
  return { document, lock, licence };
}
