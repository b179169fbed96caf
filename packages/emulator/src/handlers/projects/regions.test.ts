import type { GetActiveRegionsResponse } from '@neon-api/types';
import { expect, test } from 'vitest';
import { useEmulator } from '../../../test/support/use-emulator.ts';

const get = useEmulator();

test('exactly one region is the default', async () => {
  const { body } = await get().api.get<GetActiveRegionsResponse>('/regions');
  expect(body.regions.filter((region) => region.default).map(({ region_id }) => region_id)).toEqual(['aws-us-east-1']);
});
