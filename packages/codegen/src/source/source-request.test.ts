import { expect, test } from 'vitest';
import { CodegenError } from '../codegen-error.ts';
import { LIVE_URL, parseSourceRequest, type SourceRequest } from './source-request.ts';

test.each<[string, SourceRequest]>([
  ['npm', { from: 'npm' }],
  ['npm@2.7.3', { from: 'npm', version: '2.7.3' }],
  ['npm@3.0.0-beta.1', { from: 'npm', version: '3.0.0-beta.1' }],
  ['url', { from: 'url', url: LIVE_URL }],
  ['url=https://example.com/a=b', { from: 'url', url: 'https://example.com/a=b' }],
  ['file=specs/a b.json', { from: 'file', path: 'specs/a b.json' }],
])('%s is accepted', (text, request) => {
  expect(parseSourceRequest(text)).toEqual(request);
});

test.each(['', 'npm@', 'npm@latest', 'npm@../../x', 'npm@1.2.3/../x', 'url=', 'file=', 'file', 'git=x', 'NPM'])(
  '"%s" is refused with the accepted forms',
  (text) => {
    expect(() => parseSourceRequest(text)).toThrow(
      'Pass npm, npm@VERSION (such as npm@2.7.3), url, url=URL or file=PATH.',
    );
    expect(() => parseSourceRequest(text)).toThrow(CodegenError);
  },
);
