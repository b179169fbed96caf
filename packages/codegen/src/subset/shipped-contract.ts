import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CodegenError } from '../codegen-error.ts';
import { serialise } from '../contract/index.ts';
import { type EmitInput, licenceNotice } from '../emit/index.ts';
import type { OutputFile } from '../output/index.ts';
import { type Overlay, readOverlays } from '../overlay/index.ts';

/** Where the build puts the contract that travels with this package. */
export const SHIPPED_FOLDER: string = fileURLToPath(new URL('../shipped/', import.meta.url));

const FILE = 'contract.json';
const OVERLAYS = 'overlays';

/**
 * The files that bring a contract, with its prose and the licence of that, to projects that keep none of their own, and
 * the overlays for those that pull one.
 */
export function shippedFiles({ document, lock, licence }: EmitInput, overlays: readonly Overlay[] = []): OutputFile[] {
  const content = serialise({ lock, ...(licence !== undefined && { licence }), document });
  return [
    { path: FILE, content },
    ...overlays.map(({ file, text }) => ({ path: join(OVERLAYS, file), content: text })),
    ...licenceNotice({ document, lock, licence }),
  ];
}

/** The overlays of the contract that travels with this package, for the document that it was made from; else none. */
export function readShippedOverlays(documentSha256: string, folder: string = SHIPPED_FOLDER): Overlay[] {
  if (!existsSync(join(folder, FILE))) return [];
  const { lock } = readShippedContract(folder);
  return lock.source.sha256 === documentSha256 ? readOverlays(join(folder, OVERLAYS)) : [];
}

export function readShippedContract(folder: string = SHIPPED_FOLDER): EmitInput {
  const path = join(folder, FILE);
  if (!existsSync(path)) {
    throw new CodegenError('This build of neon-codegen carries no contract. Pass --specs DIR or --from SOURCE.');
  }
  const { document, lock, licence } = JSON.parse(readFileSync(path, 'utf8')) as EmitInput;
  return { document, lock, licence };
}
