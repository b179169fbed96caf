export { isList, isObject, type Json, type JsonObject, listItems, mapChildren, mapValues } from './json.ts';
export { type Keys, keysIn, pointerTo, valueAt } from './pointer.ts';
export {
  describeUnresolved,
  reachableReferences,
  referenceOf,
  referencesIn,
  renameReferences,
  resolveReference,
  schemaName,
  schemaReference,
} from './references.ts';
