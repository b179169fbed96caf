import { expect, test } from 'vitest';
import type { NeonCaller, OperationDescriptor } from '../client/index.ts';
import { getProjectOperation, listProjectOperations } from '../generated/operations.ts';
import { LIST, ONE } from './read-operations.ts';

test('the descriptors are those of the generated functions', async () => {
  const seen: OperationDescriptor[] = [];
  const neon = { call: async (descriptor: OperationDescriptor) => void seen.push(descriptor) } as unknown as NeonCaller;
  await listProjectOperations(neon, { project_id: 'p' });
  await getProjectOperation(neon, { project_id: 'p', operation_id: 'o' });
  const [list, one] = seen;
  expect(list).toMatchObject({ id: LIST.id, method: LIST.method, path: LIST.path });
  expect(list?.query).toEqual(expect.arrayContaining([...(LIST.query ?? [])]));
  expect(one).toEqual(ONE);
});
