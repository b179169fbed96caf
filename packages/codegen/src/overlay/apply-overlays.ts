import { isDeepStrictEqual } from 'node:util';
import { CodegenError } from '../codegen-error.ts';
import { isList, isObject, type Json, type Keys, valueAt } from '../json/index.ts';
import { parseJsonPath } from './json-path.ts';
import { locationsOf, replaceAt } from './locations.ts';
import type { Overlay, OverlayAction } from './read-overlays.ts';

/** Applies all corrections in order. Throws if one of them changes nothing. */
export function applyOverlays(document: Json, overlays: readonly Overlay[]): Json {
  return overlays.reduce((corrected, overlay) => {
    return overlay.actions.reduce((before, action, index) => {
      try {
        return applyAction(before, action);
      } catch (error) {
        if (!(error instanceof CodegenError)) throw error;
        throw new CodegenError(
          `Action ${index + 1} of the overlay ${overlay.file}: ${error.message} Nothing was written.`,
          {
            cause: error,
          },
        );
      }
    }, corrected);
  }, document);
}

/** Returns true if the action finds its target and changes something there. */
export function isEffective(document: Json, action: OverlayAction): boolean {
  const locations = locationsOf(document, parseJsonPath(action.target));
  return locations.length > 0 && !isDeepStrictEqual(changeAll(document, locations, action), document);
}

function applyAction(document: Json, action: OverlayAction): Json {
  const locations = locationsOf(document, parseJsonPath(action.target));
  if (locations.length === 0) {
    throw new CodegenError(
      action.change.kind === 'remove'
        ? `${action.target} matches nothing. If the document no longer needs the action, remove it.`
        : `${action.target} matches nothing. The document has changed: fix the target or remove the action.`,
    );
  }
  const corrected = changeAll(document, locations, action);
  if (!isDeepStrictEqual(corrected, document)) return corrected;
  throw new CodegenError(`it changes nothing at ${action.target}. The document no longer needs the action: remove it.`);
}

function changeAll(document: Json, locations: readonly Keys[], action: OverlayAction): Json {
  // From the end, so that removing a list item does not move the remaining targets.
  return locations.reduceRight<Json>((before, location) => change(before, location, action), document);
}

function change(document: Json, location: Keys, { change: wanted, target }: OverlayAction): Json {
  if (wanted.kind === 'update') {
    const value = valueAt(document, location);
    if (!isList(value) && !isObject(value)) {
      throw new CodegenError(
        `${target} is neither an object nor a list, so it cannot be updated. Update its parent instead.`,
      );
    }
    if (isObject(value) && !isObject(wanted.update)) {
      throw new CodegenError(`${target} is an object, so the update must be an object.`);
    }
    return replaceAt(document, location, merge(value, wanted.update)) ?? null;
  }
  if (location.length === 0) throw new CodegenError('the whole document cannot be removed.');
  return replaceAt(document, location, undefined) ?? null;
}

/**
 * Applies an update to a value: merges object members, adds missing items to lists, and replaces everything else.
 */
function merge(value: Json | undefined, update: Json): Json {
  if (isObject(value) && isObject(update)) {
    const merged = Object.entries(update).map(([key, child]): [string, Json] => [
      key,
      merge(Object.hasOwn(value, key) ? value[key] : undefined, child),
    ]);
    return Object.fromEntries([...Object.entries(value), ...merged]);
  }
  if (!isList(value)) return update;
  const added = isList(update) ? update : [update];
  return [...value, ...added.filter((item) => !value.some((old) => isDeepStrictEqual(old, item)))];
}
