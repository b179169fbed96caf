import type { UnitQueue } from '../queue/index.ts';
import type { UnitStore } from '../store/index.ts';

/** Queues all units that have not ended, also those that a process added before it died. */
export async function queueOpenUnits(queue: Pick<UnitQueue, 'add'>, job: string, store: UnitStore): Promise<void> {
  for (let afterKey = ''; ; ) {
    const page = await store.listOpen(afterKey);
    const last = page.at(-1);
    if (last === undefined) return;
    await queue.add(job, page);
    afterKey = last.key;
  }
}
