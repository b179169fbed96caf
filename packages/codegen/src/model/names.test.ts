import { expect, test } from 'vitest';
import { inputTypeName, paramsTypeName, responseTypeName } from './names.ts';

test('type names follow the operation or schema', () => {
  expect(paramsTypeName('createProject')).toBe('CreateProjectParams');
  expect(responseTypeName('createProject')).toBe('CreateProjectResponse');
  expect(inputTypeName('EndpointType')).toBe('EndpointTypeInput');
});
