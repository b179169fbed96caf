import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CodegenError } from '../codegen-error.ts';
import { conflictLine } from '../conflict-marker.ts';
import { fsReason } from '../fs-reason.ts';
import { type Json, valueAt } from '../json/index.ts';
import type { OpenApiDocument } from './document.ts';
import type { Lock } from './lock.ts';

export const CONTRACT_FILE = 'neon.contract.json';
export const LOCK_FILE = 'neon.lock.json';

const LOCK_PARTS = ['source.from', 'source.sha256', 'overlays', 'contract.sha256'];

export interface ContractFiles {
  readonly contract: OpenApiDocument;
  readonly contractText: string;
  readonly lock: Lock;
}

/** Reads the committed contract and its lock from the folder `specsDir`. */
export function readContractFiles(specsDir: string): ContractFiles {
  const contractText = readText(join(specsDir, CONTRACT_FILE));
  return {
    contract: parse(contractText, CONTRACT_FILE, ['openapi', 'paths', 'components.schemas']) as OpenApiDocument,
    contractText,
    lock: parse(readText(join(specsDir, LOCK_FILE)), LOCK_FILE, LOCK_PARTS) as Lock,
  };
}

function readText(path: string): string {
  if (!existsSync(path))
    throw new CodegenError(`${path} does not exist. Run \`neon-codegen pull\` first, or pass --specs.`);
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    throw new CodegenError(`${path} cannot be read: ${fsReason(cause)}. Repair it, or pass --specs another folder.`, {
      cause,
    });
  }
}

/** Parses the JSON of a file and checks that it has the required parts. */
function parse(text: string, file: string, parts: readonly string[]): unknown {
  const remedy = 'Restore it from git or run `neon-codegen pull` again.';
  const line = conflictLine(text);
  const reason = line === undefined ? '' : `: line ${line} is a Git conflict marker`;
  const value = parseJson(text, `${file} is not valid JSON${reason}. ${remedy}`);
  const missing = parts.filter((part) => valueAt(value, part.split('.')) === undefined);
  if (missing.length > 0) throw new CodegenError(`${file} has no ${missing.join(', ')}. ${remedy}`);
  return value;
}

function parseJson(text: string, complaint: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch (cause) {
    throw new CodegenError(complaint, { cause });
  }
}
