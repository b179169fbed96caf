import { expect, test } from 'vitest';
import { createChangeFeed } from './change-feed.ts';
import { streamEvents } from './event-stream.ts';

test('a follower that does not read keeps one note per project and the latest 1,000 requests', () => {
  const feed = createChangeFeed();
  const follower = feed.follow();
  for (let number = 1; number <= 5000; number++) {
    feed.requestChanged(number);
    feed.projectChanged(`project-${number % 3}`);
  }
  const { projects, requests } = follower.take();
  expect(projects).toEqual(new Set(['project-0', 'project-1', 'project-2']));
  expect(requests.size).toBe(1000);
  expect([...requests].at(-1)).toBe(5000);
  expect(follower.take()).toEqual({ projects: new Set(), requests: new Set(), isLogCleared: false });
});

test('waiting ends when something has changed, even if that was before', async () => {
  const feed = createChangeFeed();
  const follower = feed.follow();
  feed.controlsChanged();
  await follower.wait();
  follower.take();
  const later = follower.wait();
  feed.projectChanged();
  await later;
  expect(follower.take().projects).toBe('all');
});

test('a stream makes its next event when the last one has been read, and comments when nothing changes', async () => {
  const feed = createChangeFeed();
  let found = 0;
  const finder = {
    find: () => {
      found += 1;
      return found === 3 ? [{ topic: 'project', id: 'p', value: null } as const] : [];
    },
  };
  const stream = streamEvents({ feed, finder, stopping: new AbortController().signal, heartbeatMs: 5 });
  const reader = stream.pipeThrough(new TextDecoderStream()).getReader();
  expect((await reader.read()).value).toBe('event: snapshot\ndata: []\n\n');
  expect((await reader.read()).value).toBe(': heartbeat\n\n');
  for (let note = 0; note < 100; note++) feed.projectChanged('p');
  expect((await reader.read()).value).toBe('event: changes\ndata: [{"topic":"project","id":"p","value":null}]\n\n');
  await reader.cancel();
  expect(found).toBeLessThan(10);
});
