import { CodegenUsageError } from '../codegen-error.ts';
import type { OpenApiDocument } from '../contract/index.ts';
import { operationModels } from '../model/index.ts';
import { suggestion } from './suggestion.ts';

export interface Wanted {
  /** operationIds. */
  readonly operations: readonly string[];
  /** Each tag selects all operations that have it. */
  readonly tags: readonly string[];
}

/** Returns the operations selected by id or tag. Throws an error that lists every unknown name. */
export function selectOperations(document: OpenApiDocument, { operations, tags }: Wanted): Set<string> {
  const models = operationModels(document);
  const tagsOf = (model: (typeof models)[number]) => model.object.tags ?? [];
  const ids = models.map(({ id }) => id);
  const knownTags = [...new Set(models.flatMap(tagsOf))].sort();
  const unknown = [...complaints('operation', operations, ids), ...complaints('tag', tags, knownTags)];
  if (unknown.length > 0) throw new CodegenUsageError(unknown.join('\n'));
  const selected = new Set([
    ...operations,
    ...models.filter((model) => tagsOf(model).some((tag) => tags.includes(tag))).map(({ id }) => id),
  ]);
  if (selected.size > 0) return selected;
  throw new CodegenUsageError('No operations are selected. Pass operations, tags, or both.');
}

function complaints(noun: string, wanted: readonly string[], known: readonly string[]): string[] {
  return wanted
    .filter((name) => !known.includes(name))
    .map((name) => `There is no ${noun} "${name}".${suggestion(name, known)}`);
}
