import type { Change } from '@neon-api/codegen';
import { describe, expect, test } from 'vitest';
import { changesetName, changesetText, prependChange, releaseBump, type SpecChange } from './spec-change.ts';

/** Creates a change of an operation or a schema. */
function change(kind: Change['kind'], where: Partial<Change['where']>, more: Partial<Change> = {}): Change {
  return {
    kind,
    where: { path: '', directions: ['name'], pointer: '', side: 'new', ...where },
    before: null,
    after: null,
    consequence: '',
    bump: 'minor',
    breaks: [],
    visibleToTypes: true,
    users: {},
    ...more,
  };
}

const removed = (operation: string, more: Partial<Change> = {}) =>
  change('operation-removed', { operation, side: 'old' }, { bump: 'major', breaks: ['name'], ...more });
const removedUnstable = (operation: string) => removed(operation, { bump: 'minor', unstable: true });
const added = (operation: string) => change('operation-added', { operation });

const CHANGE: SpecChange = {
  from: '2.7.2',
  to: '2.7.3',
  bump: 'major',
  report: '# From 2.7.2 to 2.7.3\n\n## Breaking changes\n\n- a\n',
  changes: [removed('dropThing'), added('listThings'), removedUnstable('tryThing')],
};

/** Returns the text of the changeset below its front matter. */
const body = (changes: readonly Change[]) => changesetText({ ...CHANGE, changes }).split('---\n\n')[1];

test.each([
  ['major', '0.1.0', 'minor'],
  ['minor', '0.1.0', 'minor'],
  ['patch', '0.1.0', 'patch'],
  ['major', '1.0.0', 'major'],
] as const)('a %s change of a package at %s needs a %s release', (bump, version, needed) => {
  expect(releaseBump(bump, version)).toBe(needed);
});

describe('changesetText', () => {
  test('names the generated packages, the bump and the changes', () => {
    expect(changesetText(CHANGE)).toBe(`---
'@neon-api/types': major
'@neon-api/client': major
---

**Breaking.** Follow Neon's document from 2.7.2 to 2.7.3. \`specs/CHANGES.md\` describes every change.

1 breaking change:

- operations: \`dropThing\`

1 breaking change to alpha and beta operations:

- operations: \`tryThing\`

1 addition:

- operations: \`listThings\`
`);
  });

  test('lists removals of unstable operations as breaking changes to unstable operations, not as additions', () => {
    const names = Array.from({ length: 7 }, (_, index) => `try${index}`);
    const text = body(names.map(removedUnstable));
    expect(text).toContain('7 breaking changes to alpha and beta operations:\n\n- operations: `try0`, `try1`');
    expect(text).not.toContain('addition');
  });

  test('names types, and fields and parameters with their type or operation', () => {
    expect(
      body([
        added('listThings'),
        change('schema-added', { schema: 'Thing' }),
        change('property-added', { schema: 'Branch', path: 'settings.quota' }),
        change('input-added', { operation: 'listBranches', path: 'limit' }),
        change('value-added', { schema: 'State', path: '' }, { after: 'asleep' }),
      ]),
    ).toContain(
      [
        '5 additions:',
        '',
        '- operations: `listThings`',
        '- types: `Thing`',
        '- within operations and types: `Branch.settings.quota`, `listBranches.limit`, `State`',
        '',
      ].join('\n'),
    );
  });

  test('names every operation, but only the first fields of very many', () => {
    const fields = Array.from({ length: 85 }, (_, index) =>
      change('constraint-narrowed', { operation: `op${index}`, path: 'id' }, { bump: 'major', breaks: ['request'] }),
    );
    const operations = Array.from({ length: 40 }, (_, index) => removed(`gone${index}`));
    const text = body([...fields, ...operations]);
    expect(text).toContain('125 breaking changes:\n\n- operations: `gone0`');
    expect(text).toContain('`gone39`\n');
    expect(text).toMatch(/- within operations and types: `op0\.id`, .*`op19\.id` and 65 more\n/);
  });

  test('names deprecations, and counts other changes', () => {
    const changes = [
      change('deprecated', { operation: 'listThings' }, { after: '2030-01-31' }),
      change('default-changed', { schema: 'Branch', path: 'name' }),
      change('value-removed', { schema: 'State' }, { before: 'asleep' }),
    ];
    expect(body(changes)).toContain(
      '1 change of deprecation or stability:\n\n- operations: `listThings`\n\n2 other changes.\n',
    );
  });

  test('says so if nothing changes', () => {
    expect(body([])).toContain('No change affects code that uses these packages.\n');
  });
});

test('the file name of a changeset has no path separators', () => {
  expect(changesetName({ ...CHANGE, to: '../../a b' })).toBe('neon-document-a-b.md');
  expect(changesetName(CHANGE)).toBe(changesetName(CHANGE));
});

describe('prependChange', () => {
  test('starts the file', () => {
    expect(prependChange(undefined, CHANGE)).toMatch(
      /^# Changes to Neon's document\n[^#]*## From 2\.7\.2 to 2\.7\.3\n\n### Breaking changes/,
    );
  });

  test('puts the newest change first and keeps the others', () => {
    const second = { ...CHANGE, from: '2.7.3', to: '2.8.0', report: '# From 2.7.3 to 2.8.0\n\n## Additions\n' };
    const text = prependChange(prependChange(undefined, CHANGE), second);
    expect(text.match(/^#+ .*/gm)).toEqual([
      "# Changes to Neon's document",
      '## From 2.7.3 to 2.8.0',
      '### Additions',
      '## From 2.7.2 to 2.7.3',
      '### Breaking changes',
    ]);
  });
});
