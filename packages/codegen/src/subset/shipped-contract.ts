import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CodegenError } from '../codegen-error.ts';
import { serialise } from '../contract/index.ts';
import { type EmitInput, licenceNotice } from '../emit/index.ts';
import type { OutputFile } from '../output/index.ts';

/** Where the build puts the contract that travels with this package. */
export const SHIPPED_FOLDER: string = fileURLToPath(new URL('../shipped/', import.meta.url));

const FILE = 'contract.json';

/** The files that bring a contract, with its prose and the licence of that, to projects that keep none of their own. */
export function shippedFiles({ document, lock, licence }: EmitInput): OutputFile[] {
  const content = serialise({ lock, ...(licence !== undefined && { licence }), document });
  return [{ path: FILE, content }, ...licenceNotice({ document, lock, licence })];
}

export function readShippedContract(folder: string = SHIPPED_FOLDER): EmitInput {
  const path = join(folder, FILE);
  if (!existsSync(path)) {
    throw new CodegenError('This build of neon-codegen carries no contract. Pass --specs DIR or --from SOURCE.');
  }
  const { document, lock, licence } = JSON.parse(readFileSync(path, 'utf8')) as EmitInput;
  return { document, lock, licence };
}
