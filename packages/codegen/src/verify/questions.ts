import type { OpenApiDocument } from '../contract/index.ts';
import { operationsAt, pairOperations } from '../diff/index.ts';
import { operationModels, paramsTypeName, responseTypeName } from '../model/index.ts';

/** What the compiler is asked about a change. */
export type Question = {
  /** The operationId in the old document, or the name of a schema where `direction` is `name`. */
  readonly subject: string;
} & (
  | { readonly direction: 'name'; readonly type: string }
  | { readonly direction: 'request' | 'response'; readonly oldType: string; readonly newType: string }
  | { readonly direction: 'address'; readonly path: string; readonly method: string }
);

/** Whether code written against `before` still compiles against `after`: each operation, and each name. */
export function questionsOf(before: OpenApiDocument, after: OpenApiDocument): Question[] {
  const names = [
    ...Object.keys(before.components.schemas).map((name) => ({ subject: name, type: name })),
    ...operationModels(before).map(({ id }) => ({ subject: id, type: paramsTypeName(id) })),
  ];
  return [
    ...names.map((question) => ({ ...question, direction: 'name' }) as const),
    ...operationQuestions(before, after, ({ id }) => id),
  ];
}

/** The questions about the operations that both documents have; `newId` names those of `after` in the types. */
export function operationQuestions(
  before: OpenApiDocument,
  after: OpenApiDocument,
  newId: (operation: { readonly id: string }) => string,
): Question[] {
  const reading = new Set(
    operationModels(before)
      // A caller who received nothing reads nothing, so no answer can disappoint.
      .filter(({ success }) => success.some(({ mediaTypes }) => mediaTypes.length > 0))
      .map(({ id }) => id),
  );
  return pairOperations(operationsAt(before), operationsAt(after)).flatMap((pair): Question[] => {
    const { id: subject, path, method } = pair.before;
    const types = (name: (id: string) => string) => ({ oldType: name(subject), newType: name(newId(pair.after)) });
    return [
      { subject, direction: 'request', ...types(paramsTypeName) },
      ...(reading.has(subject) ? [{ subject, direction: 'response', ...types(responseTypeName) } as const] : []),
      { subject, direction: 'address', path, method },
    ];
  });
}
