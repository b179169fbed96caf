import { compareAnswers } from './compare-answers.ts';
import { compareLifecycle } from './compare-constraints.ts';
import { compareMembers } from './compare-members.ts';
import { compareSchemas } from './compare-schemas.ts';
import { type Difference, type Finding, messagesWhere } from './finding.ts';
import { type InputAt, isUnstableLevel, type OperationAt } from './operation-at.ts';

/** The part of an operation that a finding is in; `name` is the operation as a whole. */
export type Part = 'request' | 'response' | 'error' | 'address' | 'name';

export interface PartFinding {
  readonly part: Part;
  readonly finding: Finding;
}

/** Compares two versions of an operation, which were matched by operationId or by address. */
export function* compareOperations(before: OperationAt, after: OperationAt): Generator<PartFinding> {
  yield* inPart('name', compareLifecycle(before.object, after.object, ''));
  yield* inPart('address', compareAddress(before, after));
  yield* inPart('request', compareRequest(before, after));
  yield* inPart('response', compareAnswers(before, after, 'success'));
  yield* inPart('error', compareAnswers(before, after, 'error'));
}

function* inPart(part: Part, findings: Iterable<Finding>): Generator<PartFinding> {
  for (const finding of findings) yield { part, finding };
}

function* compareAddress(before: OperationAt, after: OperationAt): Generator<Difference> {
  const at = { path: '', pointer: after.object.pointer, side: 'new' } as const;
  if (before.path !== after.path) {
    yield { ...at, kind: 'operation-moved', before: before.path, after: after.path };
  }
  if (before.method !== after.method) {
    const [from, to] = [before.method.toUpperCase(), after.method.toUpperCase()];
    yield { ...at, kind: 'method-changed', before: from, after: to };
  }
  const [old, now] = [before.object.value, after.object.value].map((value) =>
    'security' in value ? value.security : null,
  );
  if (JSON.stringify(old) !== JSON.stringify(now)) {
    yield { ...at, kind: 'security-changed', before: JSON.stringify(old), after: JSON.stringify(now) };
  }
}

function* compareRequest(before: OperationAt, after: OperationAt): Generator<Finding> {
  const unstable = (name: string) =>
    [before, after].some(({ inputs }) => isUnstableLevel(stabilityOf(inputs.get(name))))
      ? { unstable: true as const }
      : {};
  const compared = compareMembers(
    { at: before.object, shape: { kind: 'object', members: before.inputs, rest: undefined } },
    { at: after.object, shape: { kind: 'object', members: after.inputs, rest: undefined } },
    { path: '', noun: 'input' },
    compareSchemas,
  );
  for (const finding of compared) {
    yield 'shared' in finding ? finding : { ...finding, ...unstable(finding.path.split(/[.[]/)[0] ?? '') };
  }
  for (const [name, input] of before.inputs) {
    const successor = after.inputs.get(name);
    if (successor === undefined) continue;
    yield* compareLifecycle(input.object, successor.object, name);
    if (input.place !== successor.place) yield placeChanged(name, input, successor);
  }
  if (before.bodyMediaTypes.length > 0 && after.bodyMediaTypes.length > 0) {
    yield* mediaTypeChanged(before, after);
  }
}

function placeChanged(
  name: string,
  { place: before }: InputAt,
  { place: after, object: { pointer } }: InputAt,
): Difference {
  const change = { kind: 'input-place-changed', path: name, pointer, side: 'new', before, after } as const;
  return before === 'body' || after === 'body' ? change : { ...change, hidden: true };
}

function* mediaTypeChanged({ bodyMediaTypes: before }: OperationAt, after: OperationAt): Generator<Difference> {
  if (before.join() === after.bodyMediaTypes.join()) return;
  const lost = before.some((mediaType) => !after.bodyMediaTypes.includes(mediaType));
  yield {
    kind: 'request-media-type-changed',
    path: 'body',
    pointer: `${after.object.pointer}/requestBody/content`,
    side: 'new',
    before,
    after: after.bodyMediaTypes,
    exempt: messagesWhere({ request: !lost, response: false }),
  };
}

function stabilityOf(input: InputAt | undefined): unknown {
  return (input?.object.value as { 'x-stability-level'?: unknown } | undefined)?.['x-stability-level'];
}
