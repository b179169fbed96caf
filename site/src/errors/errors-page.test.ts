import { expect, test } from 'vitest';
import { codesOf, errorsPage, readErrors } from './errors-page.ts';
import { REMEDIES_BY_CLASS, REMEDIES_BY_CODE } from './remedies.ts';

const errors = readErrors();

test('every class of errors has a remedy, and no other class has one', () => {
  const classes = errors.flatMap((one) => one.classes.map(({ name }) => name));
  expect(classes.length).toBeGreaterThan(8);
  expect(classes.sort()).toEqual(Object.keys(REMEDIES_BY_CLASS).sort());
});

test('every code has a remedy, and no other code has one', () => {
  expect(codesOf(errors)).toEqual(Object.keys(REMEDIES_BY_CODE).sort());
});

test('every package has messages', () => {
  expect(errors.filter(({ messages }) => messages.length === 0)).toEqual([]);
});

test('the name of a class and a code are anchors', () => {
  const { text } = errorsPage();
  expect(text).toContain('<a id="NeonTimeoutError"></a>');
  expect(text).toContain('<a id="BRANCHES_LIMIT_EXCEEDED"></a>');
});
