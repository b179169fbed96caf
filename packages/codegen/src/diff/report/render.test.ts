import { describe, expect, test } from 'vitest';
import { json, tinyDocument, tinyOperation } from '../../../test/tiny-document.ts';
import type { OperationObject, Schema } from '../../contract/index.ts';
import { diffContracts } from '../diff-contracts.ts';
import { makeReport } from './make-report.ts';
import { renderMarkdown, renderText } from './render.ts';

const text: Schema = { type: 'string' };
const integer: Schema = { type: 'integer' };
const reading: Partial<OperationObject> = { responses: { '200': json({ $ref: '#/components/schemas/Shared' }) } };

const before = tinyDocument(
  {
    '/a': { get: tinyOperation('readA', reading) },
    '/b': { get: tinyOperation('readB', reading) },
    '/c': { get: tinyOperation('listC') },
    '/beta': { get: tinyOperation('tryBeta', { 'x-stability-level': 'beta' }) },
  },
  {
    Shared: { type: 'object', properties: { kind: { type: 'string', enum: ['x', 'y'] }, size: integer } },
    Unused: text,
  },
);
const after = tinyDocument(
  {
    '/a': { get: tinyOperation('readA', { ...reading, deprecated: true, 'x-sunset': '2030-01-31' }) },
    '/b': { get: tinyOperation('readB', reading) },
    '/d': { get: tinyOperation('listD') },
    '/beta': { get: tinyOperation('tryBeta', { 'x-stability-level': 'beta', responses: { '200': {} } }) },
  },
  {
    Shared: {
      type: 'object',
      properties: {
        kind: { type: 'string', enum: ['v', 'w', 'x', 'y'] },
        one: text,
        two: text,
        size: { type: 'string' },
      },
    },
  },
);
const report = makeReport(diffContracts(before, after), { old: '1.0.0', now: '2.0.0' });

test('a Markdown report lists the bump, breaking changes, additions, deprecations, and other changes, in this order', () => {
  expect(renderMarkdown(report)).toBe(`# From 1.0.0 to 2.0.0

Version bump: **major**. 3 breaking changes, 1 breaking change to alpha and beta operations, 5 additions, 1 change of deprecation or stability.

## Breaking changes

Update code that uses any of these.

- **Removed operations**
  - \`listC\`: \`GET /c\`
- **Removed types**
  - Used by no operation: \`Unused\`
- **\`Shared\`** (returned by \`readA\`, \`readB\`)
  - Type changed from \`number\` to \`string\`: \`size\`

## Breaking changes to alpha and beta operations

Neon may change alpha and beta operations at any time, so these need no major version.

- **\`tryBeta\`** (alpha or beta)
  - Responses no longer have a body

## Additions

Existing code keeps working.

- **New operations**
  - \`listD\`: \`GET /d\`
- **\`Shared\`** (returned by \`readA\`, \`readB\`)
  - New values of \`kind\`: \`v\`, \`w\`
  - New fields: \`one\`, \`two\`

## Deprecation, sunset and stability

Existing code keeps working, until the sunset date where there is one.

- **Deprecated, sunset date 2030-01-31**
  - \`readA\`
`);
});

test('a text report has the same content without Markdown', () => {
  const plain = renderText(report);
  expect(plain).not.toMatch(/[`*#]/);
  expect(plain).toContain('BREAKING CHANGES\n  Removed operations\n    listC: GET /c\n');
  for (const { entries } of report.sections) {
    for (const { title, lines } of entries) {
      for (const line of [title, ...lines]) expect(plain).toContain(line.replaceAll('`', ''));
    }
  }
});

describe('a report without changes', () => {
  test('says so', () => {
    const same = makeReport(diffContracts(before, before), { old: 'a', now: 'b' });
    expect(renderText(same)).toBe('From a to b\nVersion bump: none. The contracts are the same.\n');
  });
});

test('many users of a schema are counted, not listed', () => {
  const many = (schema: Schema) => {
    const paths = Array.from({ length: 9 }, (_, index) => [
      `/${index}`,
      { get: tinyOperation(`read${index}`, reading) },
    ]);
    return tinyDocument(Object.fromEntries(paths), { Shared: schema });
  };
  const { sections } = makeReport(diffContracts(many(text), many(integer)), { old: 'a', now: 'b' });
  expect(sections[0]?.entries[0]?.note).toBe('(returned by `read0`, `read1`, `read2`, `read3` and 5 more)');
});
