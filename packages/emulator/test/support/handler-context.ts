import { createVirtualClock } from '@neon-api/ground';
import { createOffDataPlane } from '../../src/data-plane/index.ts';
import type { HandlerContext } from '../../src/handlers/index.ts';
import { createMemoryObjects } from '../../src/objects/index.ts';
import { createOperationQueue, PACES } from '../../src/operations/index.ts';
import { createStore } from '../../src/state/index.ts';
import { systemRandom } from '../../src/support/index.ts';

/** Creates a handler context without HTTP, for states that no call can create, such as a second user. */
export function createHandlerContext(): HandlerContext {
  const clock = createVirtualClock(Date.parse('2026-03-01T00:00:00Z'));
  const random = systemRandom;
  const store = createStore({ clock, random });
  const dataPlane = createOffDataPlane();
  const operations = createOperationQueue({ store, dataPlane, clock, random, pace: PACES.instant, log: () => {} });
  return {
    store,
    operations,
    dataPlane,
    objects: createMemoryObjects(),
    clock,
    random,
    orgRequired: false,
    caller: { kind: 'user', userId: store.state.users[0]?.id ?? '' },
    origin: 'http://127.0.0.1:1',
  };
}
