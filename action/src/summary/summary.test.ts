import { expect, test } from 'vitest';
import { describeSchema, describeSweep } from './index.ts';

test('code in a schema cannot end its block', () => {
  const text = describeSchema({ same: false, summary: 'table a added', diff: "+COMMENT ON TABLE a IS '````';\n" });
  expect(text).toContain("`````diff\n+COMMENT ON TABLE a IS '````';\n\n`````");
  expect(text).toContain('```text\ntable a added\n```');
});

test('a long diff is cut', () => {
  const text = describeSchema({ same: false, summary: '', diff: 'x'.repeat(300_000) });
  expect(text.length).toBeLessThan(201_000);
  expect(text).toContain('… cut after 200000 characters');
});

const decision = (name: string, action: 'keep' | 'delete') => ({
  ...{ branchId: `br-${name.length}`, name, action, reason: 'its key is not open' },
  seen: { parentId: null, createdAt: '', expiresAt: null, lastResetAt: null },
});
const PLAN = {
  projectId: 'p',
  madeAt: '',
  decisions: [decision('preview/1', 'delete'), decision('preview/22', 'keep')],
};

test('the table of a dry run says what would happen', () => {
  expect(describeSweep({ plan: PLAN, results: [], dryRun: true })).toBe(
    [
      '### Database branches, dry run\n',
      '| Branch | Id |  | Why |',
      '| --- | --- | --- | --- |',
      '| <code>preview/1</code> | <code>br-9</code> | would be deleted | its key is not open |',
      '| <code>preview/22</code> | <code>br-10</code> | kept | its key is not open |\n',
    ].join('\n'),
  );
});

test('a name cannot add a cell, a row or HTML', () => {
  const plan = { ...PLAN, decisions: [decision('preview/|<b>\n`', 'keep')] };
  const [, , , , row] = describeSweep({ plan, results: [], dryRun: false }).split('\n');
  expect(row).toBe(
    '| <code>preview/&#124;&#60;b&#62;&#10;&#96;</code> | <code>br-14</code> | kept | its key is not open |',
  );
});

test('without branches, the text says so', () => {
  expect(describeSweep({ plan: { ...PLAN, decisions: [] }, results: [], dryRun: true })).toContain('No branch');
});
