import { expect, test } from 'vitest';
import { parseModule } from '../../test/parse-type.ts';
import { readCalls } from './read-calls.ts';

const calls = (text: string) => Object.fromEntries(readCalls([parseModule(text)]));

test('a call contains the method, the path, the media type and the security', () => {
  expect(
    calls(`const makeThing = (options) => (options.client ?? client).post({
      security: [{ scheme: "bearer", type: "http" }],
      url: "/things",
      ...options,
      headers: { "Content-Type": "application/merge", ...options.headers },
    });`),
  ).toEqual({
    makeThing: {
      method: 'post',
      path: '/things',
      mediaType: 'application/merge',
      security: [{ scheme: 'bearer', type: 'http' }],
    },
  });
});

test('a body is JSON without a content type, and a form if fetch sets the type', () => {
  const { listThings, upload } = calls(`
    const listThings = (options) => client.get({ url: "/things" });
    const upload = (options) => client.put({ url: "/things", headers: { "Content-Type": null } });`);
  expect([listThings?.mediaType, upload?.mediaType]).toEqual(['application/json', 'multipart/form-data']);
});

test('other functions, other methods and calls without a path are not operations', () => {
  expect(
    calls(`
      const a = (options) => client.fetch({ url: "/things" });
      const b = (options) => client.get({ path: "/things" });
      const c = (options) => get({ url: "/things" });
      const d = 1;
      function e() { return client.get({ url: "/things" }); }`),
  ).toEqual({});
});
