import fc from 'fast-check';
import { findViolations } from '../../src/assumptions/index.ts';
import { CodegenError } from '../../src/codegen-error.ts';
import type { OpenApiDocument } from '../../src/contract/index.ts';
import { diffContracts, operationsAt, schemasReachedFrom } from '../../src/diff/index.ts';
import { emitTypes } from '../../src/emit/index.ts';
import { recheckedDocument } from '../../src/source/index.ts';
import { compareVerdicts, compilerVerdicts, disagreementText } from '../../src/verify/index.ts';
import { OPERATION_MUTATIONS } from './operation-mutations.ts';
import { REFUSED_MUTATIONS } from './refused-mutations.ts';
import { isDiscriminated, type Pick, SCHEMA_MUTATIONS } from './schema-mutations.ts';
import { type Node, type Spot, schemaSpots } from './spots.ts';
import { subset } from './subset.ts';

const MUTATIONS = { ...SCHEMA_MUTATIONS, ...OPERATION_MUTATIONS };
export const MUTATION_KINDS: readonly string[] = Object.keys(MUTATIONS);
export const REFUSED_KINDS: readonly string[] = Object.keys(REFUSED_MUTATIONS);

/** One change: its kind, and two numbers that select where and how. */
export interface Step {
  readonly kind: string;
  readonly where: number;
  readonly how: number;
}

export const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.record({ kind: fc.constantFrom(...MUTATION_KINDS), where: fc.nat(9999), how: fc.nat(99) }),
  { minLength: 1, maxLength: 3 },
);

export interface Mutated {
  readonly before: OpenApiDocument;
  readonly after: OpenApiDocument;
}

/** Returns the document before and after, reduced to what the steps touch; undefined if the result is invalid. */
export function mutated(document: OpenApiDocument, steps: readonly Step[]): Mutated | undefined {
  const after = structuredClone(document);
  const owners = steps.map(({ kind, where, how }) => MUTATIONS[kind]?.(after, pickFrom(where, how)));
  if (owners.every((owner) => owner === undefined)) return undefined;
  const touched = owners.flatMap((owner) => owner ?? []);
  try {
    const pair = cutDown({ before: document, after }, touched);
    return isBroken(pair.after) ? undefined : pair;
  } catch {
    // It refers to something that was removed.
    return undefined;
  }
}

function cutDown({ before, after }: Mutated, touched: readonly Spot['owner'][]): Mutated {
  const schemas = touched.flatMap((owner) => ('schema' in owner ? [owner.schema] : []));
  const operations = new Set([...touched.flatMap((owner) => operationsOf(owner, before, after)), 'mutatedOperation']);
  // A rename removes the old name.
  const gone = Object.keys(before.components.schemas).filter((name) => !(name in after.components.schemas));
  const names = [...schemas, ...gone];
  return { before: subset(before, operations, names), after: subset(after, operations, names) };
}

export interface Judged {
  /** The number of claims that the compiler judged, and how many it refused. */
  readonly claims: number;
  readonly refused: number;
  /** Descriptions of the disagreements between the differ and the compiler; empty if they agree. */
  readonly disagreements: readonly string[];
}

export async function judged({ before, after }: Mutated): Promise<Judged> {
  const verdicts = await compilerVerdicts(before, after, emitTypes);
  return {
    claims: verdicts.length,
    refused: verdicts.filter(({ compiles }) => !compiles).length,
    disagreements: compareVerdicts(diffContracts(before, after).changes, verdicts).map(disagreementText),
  };
}

/** Returns the error for the document after an invalid mutation; undefined if it is accepted. */
export function refusal(document: OpenApiDocument, { kind, where, how }: Step): string | undefined {
  const after = structuredClone(document);
  REFUSED_MUTATIONS[kind]?.(after, pickFrom(where, how));
  return refusalOf(after);
}

function pickFrom(where: number, how: number): Pick {
  const numbers = [where, how];
  return (items) => items[(numbers.shift() ?? how) % items.length];
}

/** Returns true for documents that are refused. */
function isBroken(document: OpenApiDocument): boolean {
  if (refusalOf(document) !== undefined || findViolations(document).length > 0) return true;
  return schemaSpots(document).some(({ node }) => namesNoOption(node));
}

function refusalOf(document: OpenApiDocument): string | undefined {
  try {
    recheckedDocument(document, 'document');
    return undefined;
  } catch (error) {
    if (error instanceof CodegenError) return error.message;
    throw error;
  }
}

function namesNoOption(node: Node): boolean {
  if (!isDiscriminated(node)) return false;
  const options = (Array.isArray(node.oneOf) ? (node.oneOf as Node[]) : []).map(({ $ref }) => $ref);
  return Object.values((node.discriminator as Node).mapping as Node).some((target) => !options.includes(target));
}

const MOST_OPERATIONS = 4;

function operationsOf(owner: Spot['owner'], before: OpenApiDocument, after: OpenApiDocument): string[] {
  if ('operation' in owner) return [owner.operation];
  const users = [before, after].flatMap((document) =>
    [...operationsAt(document)]
      .filter(([, { object }]) => schemasReachedFrom(object).has(owner.schema))
      .map(([id]) => id),
  );
  // The users are sorted by path. Take some from everywhere, so that some send the schema and some read it.
  const all = [...new Set(users)];
  const stride = Math.ceil(all.length / MOST_OPERATIONS);
  return all.filter((_, index) => index % stride === 0);
}
