export type * from '../index.ts';
export { createFileCheckpoint, type FileCheckpointOptions } from './file-checkpoint.ts';
