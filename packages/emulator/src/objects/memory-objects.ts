import { sha256Of, toHex } from '../support/index.ts';
import { damagedObject, type ObjectStore } from './object-store.ts';

/** Creates a store in the memory of this process. */
export function createMemoryObjects(): ObjectStore {
  const contents = new Map<string, Uint8Array>();
  const digestOf = (content: Uint8Array): string => toHex(sha256Of(content));
  return {
    digestOf,
    put(content) {
      const digest = digestOf(content);
      contents.set(digest, content.slice());
      return digest;
    },
    get(digest) {
      const content = contents.get(digest);
      if (!content) throw damagedObject(`The object ${digest} is missing`);
      return content;
    },
    remove: (digest) => void contents.delete(digest),
    list: () => [...contents.keys()],
    close: () => contents.clear(),
  };
}
