import type { OpenApiDocument } from '../contract/index.ts';
import { type OperationPair, operationsAt, pairOperations } from '../diff/index.ts';
import { operationModels, paramsTypeName, renameSchemas, responseTypeName } from '../model/index.ts';

/** A question to the compiler about a change. */
export type Question = {
  /** The operationId in the old document, or a schema name if `direction` is `name`. */
  readonly subject: string;
} & (
  | { readonly direction: 'name'; readonly type: string }
  | { readonly direction: 'request' | 'response'; readonly oldType: string; readonly newType: string }
  | { readonly direction: 'address'; readonly path: string; readonly method: string }
);

/** Asks for each operation and each name whether code written against `before` still compiles against `after`. */
export function questionsOf(before: OpenApiDocument, after: OpenApiDocument): Question[] {
  // A schema whose name is taken has another name in the types.
  const types = Object.keys(renameSchemas(before).components.schemas);
  const names = [
    ...Object.keys(before.components.schemas).map((name, index) => ({ subject: name, type: types[index] ?? name })),
    ...operationModels(before).map(({ id }) => ({ subject: id, type: paramsTypeName(id) })),
  ];
  return [
    ...names.map((question) => ({ ...question, direction: 'name' }) as const),
    ...operationQuestions(before, after, ({ id }) => id).map(({ question }) => question),
  ];
}

/** Returns the questions about operations of both documents. `nameOf` returns the type name of a newer operation. */
export function operationQuestions(
  before: OpenApiDocument,
  after: OpenApiDocument,
  nameOf: (operation: { readonly id: string }) => string,
): { readonly newId: string; readonly question: Question }[] {
  const reading = new Set(
    operationModels(before)
      // Code that received no body reads nothing, so no response can break it.
      .filter(({ success }) => success.some(({ mediaTypes }) => mediaTypes.length > 0))
      .map(({ id }) => id),
  );
  const now = operationsAt(after);
  const isTaken = ({ before: { path, method }, after: { id } }: OperationPair): boolean =>
    [...now.values()].some((other) => other.path === path && other.method === method && other.id !== id);
  return pairOperations(operationsAt(before), now).flatMap((pair) => {
    const { id: subject, path, method } = pair.before;
    const types = (name: (id: string) => string) => ({ oldType: name(subject), newType: name(nameOf(pair.after)) });
    const questions: Question[] = [
      { subject, direction: 'request', ...types(paramsTypeName) },
      ...(reading.has(subject) ? [{ subject, direction: 'response', ...types(responseTypeName) } as const] : []),
      // If another operation has the address now, a raw call compiles but does something else.
      ...(isTaken(pair) ? [] : [{ subject, direction: 'address', path, method } as const]),
    ];
    return questions.map((question) => ({ newId: pair.after.id, question }));
  });
}
