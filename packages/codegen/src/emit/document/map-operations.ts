import { METHODS, type OpenApiDocument } from '../../contract/index.ts';
import { isObject, type Json, type JsonObject, mapValues } from '../../json/index.ts';

/** Maps every operation of a document's paths, and the parts that the operations of a path share. */
export function mapOperations(
  { paths }: OpenApiDocument,
  change: (operation: JsonObject) => Json,
  changeShared: (value: Json) => Json = (value) => value,
): JsonObject {
  const isMethod = (key: string) => (METHODS as readonly string[]).includes(key);
  return mapValues(paths, (item) =>
    mapValues<Json, Json>(item, (value, key) =>
      isMethod(key) && isObject(value) ? change(value) : changeShared(value),
    ),
  );
}
