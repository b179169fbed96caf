import { compareSchemas } from './compare-schemas.ts';
import { type Difference, type Finding, messagesWhere } from './finding.ts';
import { fits } from './fits.ts';
import type { AnswerAt, OperationAt } from './operation-at.ts';

/** Compares the responses of an operation, both successes and errors. */
export function* compareAnswers(
  before: OperationAt,
  after: OperationAt,
  outcome: 'success' | 'error',
): Generator<Finding> {
  const of = ({ answers }: OperationAt) =>
    answers.filter(({ status }) => status.startsWith('2') === (outcome === 'success'));
  const [old, now] = [of(before), of(after)];
  const shown = outcome === 'success' ? {} : { hidden: true as const };
  const [only, successor] = [old[0], now[0]];
  // If there is only one success status, it is the same response even if the status changes.
  if (outcome === 'success' && old.length === 1 && now.length === 1 && only && successor) {
    if (only.status !== successor.status) yield statusChanged(only, successor);
    return yield* compareAnswer(only, successor, old);
  }
  for (const answer of old) {
    const same = now.find(({ status }) => status === answer.status);
    if (same !== undefined) yield* compareAnswer(answer, same, old);
    else {
      yield { ...difference('status-removed', answer, 'old', { before: answer.status, after: null }), ...shown };
    }
  }
  for (const answer of now.filter(({ status }) => !old.some((other) => other.status === status))) {
    const exempt = outcome === 'error' || isKnownAnswer(answer, old);
    const judged = { before: null, after: answer.status, exempt };
    yield { ...difference('status-added', answer, 'new', judged), ...shown };
  }
}

function* compareAnswer(before: AnswerAt, after: AnswerAt, all: readonly AnswerAt[]): Generator<Finding> {
  if (before.schema === undefined && after.schema === undefined) return;
  if (before.schema === undefined) {
    // Code for an empty response reads nothing. Code for a sometimes empty one already checks which it got.
    const exempt = all.every(({ schema }) => schema === undefined);
    yield difference('answer-added', after, 'new', { before: null, after: after.mediaTypes, exempt });
  } else if (after.schema === undefined) {
    yield difference('answer-removed', before, 'old', { before: before.mediaTypes, after: null });
  } else {
    if (before.mediaTypes.join() !== after.mediaTypes.join()) {
      const types = { before: before.mediaTypes, after: after.mediaTypes };
      const exempt = before.mediaTypes[0] === after.mediaTypes[0];
      yield difference('response-media-type-changed', after, 'new', { ...types, exempt });
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
  return difference('status-changed', after, 'new', { before, after: after.status });
}

function difference(
  kind: Difference['kind'],
  { pointer }: AnswerAt,
  side: 'old' | 'new',
  { before, after, exempt = false }: Pick<Difference, 'before' | 'after'> & { readonly exempt?: boolean },
): Difference {
  return { kind, path: '', pointer, side, before, after, exempt: messagesWhere({ request: false, response: exempt }) };
}
