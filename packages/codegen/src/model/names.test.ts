import { expect, test } from 'vitest';
import { paramsTypeName, pascalCase, responseTypeName } from './names.ts';

test('the types of an operation bear its name', () => {
  expect(pascalCase('createProject')).toBe('CreateProject');
  expect(paramsTypeName('createProject')).toBe('CreateProjectParams');
  expect(responseTypeName('getSSO')).toBe('GetSSOResponse');
});
