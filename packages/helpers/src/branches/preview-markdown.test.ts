import { expect, test } from 'vitest';
import { someBranch } from '../../test/some-branch.ts';
import { previewMark, writePreviewComment } from './preview-markdown.ts';

const secret = 'npg_notarealone';
const uris = {
  direct: `postgresql://alice:${secret}@ep-a.eu.aws.neon.tech/db`,
  pooled: `postgresql://alice:${secret}@ep-a-pooler.eu.aws.neon.tech/db`,
};

test('shows hosts and expiry, but no password', () => {
  const branch = someBranch({ name: 'preview/42', parent_id: 'br-main', expires_at: '2026-01-08T00:00:00Z' });
  const text = writePreviewComment({ branch, uris, happened: 'created' });
  expect(text).toContain('ep-a-pooler.eu.aws.neon.tech');
  expect(text).toContain('2026-01-08T00:00:00Z');
  expect(text).not.toContain(secret);
  expect(text.startsWith(previewMark('preview/42'))).toBe(true);
});

test('escapes names, whatever they contain', () => {
  const name = 'preview/](http://evil) | <b>@all\u007f-->';
  const text = writePreviewComment({ branch: someBranch({ name }), uris, happened: 'kept' });
  const row = text.split('\n').find((line) => line.startsWith('| Branch')) ?? '';
  expect(row).not.toMatch(/evil\)|<b>|@all/);
  expect(text.split('-->')).toHaveLength(2);
});

test('does not show a URI that it cannot parse', () => {
  const text = writePreviewComment({
    branch: someBranch({ name: 'preview/1' }),
    uris: { direct: secret, pooled: secret },
    happened: 'kept',
  });
  expect(text).not.toContain(secret);
});

test('links to the Neon Console only for branches at Neon', () => {
  const branch = someBranch({ name: 'preview/1' });
  const textFor = (host: string): string => {
    const uri = `postgresql://alice:${secret}@${host}/db?options=endpoint%3Dep-a`;
    return writePreviewComment({ branch, uris: { direct: uri, pooled: uri }, happened: 'kept' });
  };
  expect(textFor('ep-a.eu.aws.neon.tech')).toContain(
    '](https://console.neon.tech/app/projects/project/branches/br-some)',
  );
  for (const host of ['127.0.0.1:5433', 'ep-a.postgres-is-off.invalid', 'neon.tech.example.com']) {
    expect(textFor(host)).not.toContain('console.neon.tech');
    expect(textFor(host)).toContain('| Branch | preview/1 `br-some` |');
  }
});
