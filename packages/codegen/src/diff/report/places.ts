import { keysIn } from '../../json/index.ts';
import type { Change } from '../change.ts';
import { codes } from './phrases.ts';

/** Returns the operation, schema or shared component that contains a change. */
export function ownerOf({ where }: Change): string {
  return where.schema ?? where.operation ?? componentOf(where.pointer);
}

/** Returns the owner and the field, such as `Branch.name`. */
export function placeOf(change: Change): string {
  return [ownerOf(change), change.where.path].filter((part) => part !== '').join('.');
}

/** Returns `ProjectId` for `/components/parameters/ProjectId/schema`. */
function componentOf(pointer: string): string {
  return keysIn(pointer)[2] ?? pointer;
}

/** Describes which operations a change of a shared part affects, and whether all of them are unstable. */
export function noteOf(change: Change): string {
  const isOperation = change.where.operation !== undefined;
  const notes = [...(isOperation ? [] : [usage(change)]), ...(change.unstable ? ['alpha or beta'] : [])];
  return notes.length === 0 ? '' : `(${notes.join('; ')})`;
}

/** Lists the operations that send and return it, by name if they are few. */
function usage({ users }: Change): string {
  const { request = [], response = [], error = [] } = users;
  const uses = [
    ...(request.length > 0 ? [`sent by ${someCodes(request)}`] : []),
    ...(response.length > 0 ? [`returned by ${someCodes(response)}`] : []),
    ...(error.length > 0 && response.length === 0 ? [`in errors of ${someCodes(error)}`] : []),
  ];
  return uses.length === 0 ? 'used by no operation' : uses.join('; ');
}

const MOST_NAMED = 6;

/** Lists the first few names and counts the rest. */
export function someCodes(names: readonly string[]): string {
  const named = names.slice(0, names.length > MOST_NAMED ? MOST_NAMED - 2 : MOST_NAMED);
  const more = names.length - named.length;
  return `${codes(named)}${more > 0 ? ` and ${more} more` : ''}`;
}

/** Formats what the old contract announced about a removed operation: `(was deprecated, sunset date 2026-06-01)`. */
export function announcement({ announced, unstable }: Change): string {
  const notes = [
    ...(unstable ? ['alpha or beta'] : []),
    ...(announced?.deprecated ? ['was deprecated'] : []),
    ...(announced?.sunset === undefined ? [] : [`sunset date ${announced.sunset}`]),
  ];
  return notes.length === 0 ? '' : ` (${notes.join(', ')})`;
}
