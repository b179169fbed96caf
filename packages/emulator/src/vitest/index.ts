export { type NeonFixtures, neonTest, type TestBranch } from './neon-test.ts';
