import { findViolations } from '../assumptions/index.ts';
import { bullets } from '../bullets.ts';
import { CodegenError } from '../codegen-error.ts';
import { CONTRACT_FILE, describeSource, LOCK_FILE, makeLock, serialise } from '../contract/index.ts';
import { type EmitInputReport, readEmitInput } from './emit-input.ts';
import { type GenerateOptions, generateInMemory } from './generate.ts';
import { compareFolders, staleFinding } from './output-folders.ts';

/** Throws an error that lists every problem: a wrong contract, a violated assumption, or stale output. */
export async function check(options: GenerateOptions): Promise<void> {
  const input = readEmitInput(options.specsDir);
  const findings = [...lockFindings(input), ...findViolations(input.document)];
  // Generated files can only be compared once the contract is known to be right.
  if (findings.length === 0) findings.push(...(await staleFindings(input, options)));
  if (findings.length > 0) throw new CodegenError(`The check found problems:\n${bullets(findings)}`);
}

function lockFindings({ document, lock, contractText, sourceFacts, overlays }: EmitInputReport): string[] {
  const expected = makeLock(lock.source, document, contractText, lock.overlays);
  return [
    ...(serialise(expected) === serialise(lock)
      ? []
      : [`${CONTRACT_FILE} does not match ${LOCK_FILE}. Run \`neon-codegen pull\`.`]),
    ...(sourceFacts === undefined || sourceFacts === contractText
      ? []
      : [`${CONTRACT_FILE} does not match ${describeSource(lock.source)}. Run \`neon-codegen pull\`.`]),
    ...(serialise(overlays) === serialise(lock.overlays)
      ? []
      : [`The overlays do not match ${LOCK_FILE}. Run \`neon-codegen pull\`.`]),
  ];
}

async function staleFindings(input: EmitInputReport, options: GenerateOptions): Promise<string[]> {
  if (options.typesDir === undefined && options.functionsDir === undefined) return [];
  const { stale } = await compareFolders(await generateInMemory(input, options, 'read'), input.missingSource);
  return stale.map(staleFinding);
}
