import { ruleForbids } from '../../errors/index.ts';

/** A name that clients put into paths: URLs drop the segments `.` and `..`, and cannot hold half a surrogate pair. */
export function requirePathSegment(what: string, name: string): void {
  if (name === '.' || name === '..') throw ruleForbids(`${what} must not be "${name}", which no URL can name`);
  if (/\p{Surrogate}/u.test(name)) throw ruleForbids(`${what} must be well-formed Unicode`);
}
