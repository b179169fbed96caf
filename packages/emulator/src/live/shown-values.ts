import { getOrInsert } from '@neon-api/ground';
import { redact } from '../support/index.ts';
import type { LiveChange, LiveTopic } from './live-change.ts';

type Entries = Iterable<readonly [id: string, value: object | false]>;

/** The values that a page shows, and the changes that it has not received. */
export interface ShownValues {
  /** Adds and replaces values. */
  put(topic: LiveTopic, entries: Entries): void;
  /** Removes the values of a topic that are no longer present. */
  remove(topic: LiveTopic, isPresent: (id: string) => boolean): void;
  /** Makes the entries the only values of the topic. */
  replace(topic: LiveTopic, entries: Entries): void;
  /** Returns the changes since the last call. */
  takeChanges(): LiveChange[];
}

export function createShownValues(): ShownValues {
  /** JSON by id, for each topic. */
  const shown = new Map<LiveTopic, Map<string, string>>();
  let changes: LiveChange[] = [];
  const knownOf = (topic: LiveTopic): Map<string, string> => getOrInsert(shown, topic, () => new Map<string, string>());

  const values: ShownValues = {
    put(topic, entries) {
      const known = knownOf(topic);
      for (const [id, value] of entries) {
        const text = JSON.stringify(value);
        if (known.get(id) === text) continue;
        known.set(id, text);
        // Redacted only when it is sent, because most values do not change.
        changes.push({ topic, id, value: redact(value) } as LiveChange);
      }
    },
    remove(topic, isPresent) {
      const known = knownOf(topic);
      for (const id of known.keys()) {
        if (isPresent(id)) continue;
        known.delete(id);
        changes.push({ topic, id, value: null } as LiveChange);
      }
    },
    replace(topic, entries) {
      const present = new Map(entries);
      values.put(topic, present);
      values.remove(topic, (id) => present.has(id));
    },
    takeChanges() {
      const taken = changes;
      changes = [];
      return taken;
    },
  };
  return values;
}
