import { compareSchemas } from './compare-schemas.ts';
import type { Difference, Finding } from './finding.ts';
import { fits } from './fits.ts';
import type { AnswerAt, OperationAt } from './operation-at.ts';

/** The differences of what an operation answers, when all is well or when it is not. */
export function* compareAnswers(
  before: OperationAt,
  after: OperationAt,
  outcome: 'success' | 'error',
): Generator<Finding> {
  const of = ({ answers }: OperationAt) =>
    answers.filter(({ status }) => status.startsWith('2') === (outcome === 'success'));
  const [old, now] = [of(before), of(after)];
  const [only, successor] = [old[0], now[0]];
  // The one way to succeed is the same answer, whatever its number.
  if (outcome === 'success' && old.length === 1 && now.length === 1 && only && successor) {
    if (only.status !== successor.status) yield statusChanged(only, successor);
    return yield* compareAnswer(only, successor, old);
  }
  for (const answer of old) {
    const same = now.find(({ status }) => status === answer.status);
    if (same !== undefined) yield* compareAnswer(answer, same, old);
    else {
      const judged = { before: answer.status, after: null, response: 'extends' } as const;
      yield difference('status-removed', answer, 'old', { ...judged, visible: outcome === 'success' });
    }
  }
  for (const answer of now.filter(({ status }) => !old.some((other) => other.status === status))) {
    const response = outcome === 'error' || isKnownAnswer(answer, old) ? 'extends' : 'breaks';
    const judged = { before: null, after: answer.status, response } as const;
    yield difference('status-added', answer, 'new', { ...judged, visible: outcome === 'success' });
  }
}

function* compareAnswer(before: AnswerAt, after: AnswerAt, all: readonly AnswerAt[]): Generator<Finding> {
  if (before.schema === undefined && after.schema === undefined) return;
  if (before.schema === undefined) {
    // Who was given nothing reads nothing. Who was given something at times must have looked which it was.
    const response = all.every(({ schema }) => schema === undefined) ? 'extends' : 'breaks';
    yield difference('answer-added', after, 'new', { before: null, after: after.mediaTypes, response, visible: true });
  } else if (after.schema === undefined) {
    const judged = { before: before.mediaTypes, after: null, response: 'breaks', visible: true } as const;
    yield difference('answer-removed', before, 'old', judged);
  } else {
    if (before.mediaTypes.join() !== after.mediaTypes.join()) {
      const types = { before: before.mediaTypes, after: after.mediaTypes };
      const response = before.mediaTypes[0] === after.mediaTypes[0] ? 'extends' : 'breaks';
      yield difference('response-media-type-changed', after, 'new', { ...types, response, visible: false });
    }
    yield* compareSchemas(before.schema, after.schema, '');
  }
}

function isKnownAnswer({ schema }: AnswerAt, old: readonly AnswerAt[]): boolean {
  if (old.every((other) => other.schema === undefined)) return true;
  return old.some((other) =>
    schema === undefined || other.schema === undefined ? schema === other.schema : fits(schema, other.schema, 'read'),
  );
}

function statusChanged({ status: before }: AnswerAt, after: AnswerAt): Difference {
  return difference('status-changed', after, 'new', {
    before,
    after: after.status,
    response: 'extends',
    visible: false,
  });
}

function difference(
  kind: Difference['kind'],
  { pointer }: AnswerAt,
  side: 'old' | 'new',
  judged: Pick<Difference, 'before' | 'after' | 'response' | 'visible'>,
): Difference {
  return { kind, path: '', pointer, side, request: 'none', ...judged };
}
