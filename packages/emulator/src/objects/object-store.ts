import { ApiError } from '../errors/index.ts';

/** Stores the contents of bucket objects by their SHA-256. Branches that share an object share its content. */
export interface ObjectStore {
  /** Returns the name under which `put` stores the content: its SHA-256 in hex. */
  digestOf(content: Uint8Array): string;
  /** Returns the digest. If the content cannot be stored, throws an ApiError that says why, and stores nothing. */
  put(content: Uint8Array): string;
  /** Throws an ApiError if the content is missing or damaged. */
  get(digest: string): Uint8Array;
  remove(digest: string): void;
  /** Lists the digests of all stored contents. */
  list(): readonly string[];
  /** Removes what is temporary. */
  close(): void;
}

export function damagedObject(what: string): ApiError {
  return new ApiError(500, `${what}. Upload the object again.`, 'object_damaged');
}
