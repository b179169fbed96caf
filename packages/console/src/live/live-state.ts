import type { LiveChange, LiveTopic, LiveValues } from '@neon-api/emulator';
import { type Signal, signal } from '@preact/signals';

/** What the emulator shows now: the values of each topic by id. */
export type LiveState = { readonly [Topic in LiveTopic]: Signal<ReadonlyMap<string, LiveValues[Topic]>> };

export function createLiveState(): LiveState {
  return {
    clock: signal(new Map()),
    limits: signal(new Map()),
    fault: signal(new Map()),
    project: signal(new Map()),
    branch: signal(new Map()),
    endpoint: signal(new Map()),
    operation: signal(new Map()),
    request: signal(new Map()),
  };
}

/** Applies changes. Only the topics that change get a new value. A snapshot replaces every topic. */
export function applyChanges(state: LiveState, changes: readonly LiveChange[], isSnapshot: boolean): void {
  const next = new Map<LiveTopic, Map<string, unknown>>();
  if (isSnapshot) for (const topic of Object.keys(state) as LiveTopic[]) next.set(topic, new Map());
  for (const { topic, id, value } of changes) {
    let values = next.get(topic);
    if (!values) {
      values = new Map<string, unknown>(state[topic].value);
      next.set(topic, values);
    }
    if (value === null) values.delete(id);
    else values.set(id, value);
  }
  for (const [topic, values] of next) (state[topic] as Signal<unknown>).value = values;
}
