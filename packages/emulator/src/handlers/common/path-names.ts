import { ruleForbids } from '../../errors/index.ts';

/** Checks a name that is part of URL paths: URLs drop the segments `.` and `..`, and cannot hold lone surrogates. */
export function requirePathSegment(what: string, name: string): void {
  if (name === '.' || name === '..') {
    throw ruleForbids(`${what} must not be "${name}", which cannot be part of a URL path`);
  }
  if (/\p{Surrogate}/u.test(name)) throw ruleForbids(`${what} must be well-formed Unicode`);
}
