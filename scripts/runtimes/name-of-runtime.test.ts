import { describe, expect, test } from 'vitest';
import { nameOfRuntime } from './name-of-runtime.ts';

const process = { versions: { node: '22.1.0' } };

describe('a runtime', () => {
  test.each([
    ['node 22.1.0', { process }],
    ['node 22.1.0', { process, navigator: { userAgent: 'Node.js/22' } }],
    ['bun 1.4.0', { Bun: { version: '1.4.0' }, process, navigator: { userAgent: 'Bun/1.4.0' } }],
    ['deno 2.9.0', { Deno: { version: { deno: '2.9.0' } }, process, navigator: { userAgent: 'Deno/2.9.0' } }],
    ['Cloudflare-Workers', { process, navigator: { userAgent: 'Cloudflare-Workers' } }],
    ['HeadlessChrome 138.0.1.0', { navigator: { userAgent: 'Mozilla/5.0 HeadlessChrome/138.0.1.0 Safari/537.36' } }],
  ])('is recognised as %s', (name, global) => {
    expect(nameOfRuntime(global)).toBe(name);
  });
});
