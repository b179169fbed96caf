export { createFileCheckpoint, type FileCheckpointOptions } from './file-checkpoint.ts';
