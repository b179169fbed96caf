import { keysIn } from '../../json/index.ts';
import type { Change } from '../change.ts';
import { codes } from './phrases.ts';

/** The operation, schema or shared component that a change stands in. */
export function ownerOf({ where }: Change): string {
  return where.schema ?? where.operation ?? componentOf(where.pointer);
}

/** The owner and the field: `Branch.name`. */
export function placeOf(change: Change): string {
  return [ownerOf(change), change.where.path].filter((part) => part !== '').join('.');
}

/** `ProjectId` for `/components/parameters/ProjectId/schema`. */
function componentOf(pointer: string): string {
  return keysIn(pointer)[2] ?? pointer;
}

/** Which operations a change of a shared part affects, and whether they are all unstable. */
export function noteOf(change: Change): string {
  const isOperation = change.where.operation !== undefined;
  const notes = [...(isOperation ? [] : [usage(change)]), ...(change.unstable ? ['alpha or beta'] : [])];
  return notes.length === 0 ? '' : `(${notes.join('; ')})`;
}

/** Who sends and who returns it: by name when they are few. */
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

/** The first few names and how many more there are. */
export function someCodes(names: readonly string[]): string {
  const named = names.slice(0, names.length > MOST_NAMED ? MOST_NAMED - 2 : MOST_NAMED);
  const more = names.length - named.length;
  return `${codes(named)}${more > 0 ? ` and ${more} more` : ''}`;
}

/** What the old contract announced of a removed operation: `(was deprecated, sunset date 2026-06-01)`. */
export function announcement({ announced, unstable }: Change): string {
  const notes = [
    ...(unstable ? ['alpha or beta'] : []),
    ...(announced?.deprecated ? ['was deprecated'] : []),
    ...(announced?.sunset === undefined ? [] : [`sunset date ${announced.sunset}`]),
  ];
  return notes.length === 0 ? '' : ` (${notes.join(', ')})`;
}
