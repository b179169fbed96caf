import { setTimeout as sleep } from 'node:timers/promises';
import type { AddedFault } from '@neon-api/emulator';
import { describe, expect, test } from 'vitest';
import { useWorld } from './support/use-world.ts';

const world = useWorld();

async function until(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) await sleep(5);
}

/** A barrier: each caller waits until `count` have arrived. */
function barrier(count: number): () => Promise<void> {
  let arrived = 0;
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return () => {
    arrived += 1;
    if (arrived === count) open();
    return opened;
  };
}

describe('two runs at once', () => {
  test('create one branch and leave one comment', async () => {
    // Both have seen that there is no comment before either writes one.
    const wait = barrier(2);
    world.host.override = (route) => (route === 'POST /issues/42/comments' ? wait() : undefined);
    const runs = await Promise.all([world.run(), world.run()]);
    expect(runs.map(({ code }) => code)).toEqual([0, 0]);
    expect(world.host.requests.filter((route) => route === 'POST /issues/42/comments')).toHaveLength(2);
    expect(world.host.comments).toHaveLength(1);
    expect(await world.branchNames()).toEqual(['main', 'preview/42']);
    const [one, other] = runs.map(({ outputs }) => outputs);
    expect(one?.['branch-id']).toBe(other?.['branch-id']);
    expect([one?.created, other?.created].sort()).toEqual(['false', 'true']);
  });
});

describe('a run after one that was killed', () => {
  const isStruck = (fault: AddedFault) => () =>
    world.emulator.faults.list().some(({ id, struck }) => id === fault.id && struck > 0);

  test.each([
    ['before the branch was created', 'createProjectBranch', ['main']],
    ['after the branch was created', 'getConnectionURI', ['main', 'preview/42']],
  ])('%s creates or finds it', async (_, operationId, left) => {
    const fault = world.emulator.faults.add({ operationId, kind: 'hang' });
    const { child, finished } = world.start();
    await until(isStruck(fault));
    child.kill('SIGKILL');
    expect(await finished).toMatchObject({ code: null, outputs: { skipped: 'false' } });
    expect(await world.branchNames()).toEqual(left);

    world.emulator.faults.clear();
    expect(await world.run()).toMatchObject({ code: 0, outputs: { 'branch-name': 'preview/42' } });
    expect(await world.branchNames()).toEqual(['main', 'preview/42']);
    expect(world.host.comments).toHaveLength(1);
  });

  test('between the branch and the comment writes the comment', async () => {
    let isReached = false;
    world.host.override = (route) => {
      if (route !== 'POST /issues/42/comments') return undefined;
      isReached = true;
      return new Promise(() => undefined);
    };
    const { child, finished } = world.start();
    await until(() => isReached);
    child.kill('SIGKILL');
    const killed = await finished;
    expect(world.host.comments).toEqual([]);

    world.host.override = () => undefined;
    const { code, outputs } = await world.run();
    expect({ code, id: outputs['branch-id'] }).toEqual({ code: 0, id: killed.outputs['branch-id'] });
    expect(world.host.comments).toHaveLength(1);
  });

  test('after it wrote a second comment leaves one', async () => {
    await world.run();
    const [first] = world.host.comments;
    world.host.addComment(42, first?.body ?? '');
    await world.run();
    expect(world.host.comments).toEqual([expect.objectContaining({ id: first?.id })]);
  });
});
