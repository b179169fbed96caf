export type * from '@neon-api/types';
export type * from '../index.ts';
export { type NeonFixtures, neonTest, type TestBranch } from './neon-test.ts';
