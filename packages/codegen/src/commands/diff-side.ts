import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { CodegenError, CodegenUsageError } from '../codegen-error.ts';
import { CONTRACT_FILE, facts, type OpenApiDocument } from '../contract/index.ts';
import type { Json } from '../json/index.ts';
import { installedVersions, readNpmSource, readSource, recheckedDocument } from '../source/index.ts';
import { refuseViolations } from './refuse-violations.ts';

export interface Side {
  /** Its name in the report. */
  readonly name: string;
  readonly contract: OpenApiDocument;
}

const VERSION = /^(?:npm[:@])?(\d+\.\d+\.\d+(?:-[\w.]+)?)$/;

/** Reads one side of a comparison: `git:REF`, an npm version (`2.7.2`, `npm:2.7.2`), or a file. */
export async function readSide(text: string, specsDir: string): Promise<Side> {
  const { name, document } = await readDocument(text, specsDir);
  const contract = facts(document);
  refuseViolations(contract);
  return { name, contract };
}

async function readDocument(text: string, specsDir: string): Promise<{ name: string; document: OpenApiDocument }> {
  if (text.startsWith('git:')) {
    const name = text.slice('git:'.length);
    return { name, document: committedContract(name, specsDir) };
  }
  const version = VERSION.exec(text)?.[1];
  if (version !== undefined) return { name: version, document: readNpmSource(version).document };
  if (existsSync(text)) return { name: text, document: (await readSource({ from: 'file', path: text })).document };
  throw new CodegenUsageError(
    `${text} is not a file, npm version or git reference. Pass the path of a contract or document, ` +
      `an npm version (installed: ${installedVersions().join(', ') || 'none'}), or git:REF such as git:HEAD.`,
  );
}

function committedContract(reference: string, specsDir: string): OpenApiDocument {
  // git would parse a leading dash as an option.
  if (reference === '' || reference.startsWith('-')) {
    throw new CodegenUsageError(`"${reference}" is not a git reference. Pass git:REF, such as git:HEAD or git:v1.2.0.`);
  }
  try {
    const text = execFileSync('git', ['show', `${reference}:./${CONTRACT_FILE}`], {
      cwd: specsDir,
      maxBuffer: 64 * 1024 * 1024,
      stdio: ['ignore', 'pipe', 'pipe'],
      encoding: 'utf8',
    });
    return recheckedDocument(JSON.parse(text) as Json, `${reference}:${CONTRACT_FILE}`);
  } catch (cause) {
    if (cause instanceof CodegenError) throw cause;
    const reason = ((cause as { stderr?: string }).stderr ?? String(cause)).trim();
    throw new CodegenError(
      `git:${reference} has no ${CONTRACT_FILE} in ${specsDir}: ${reason}. Pass a commit, branch or tag that has one.`,
      { cause },
    );
  }
}
