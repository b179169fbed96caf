export { OPEN_ENUM, STREAM, splitDirections } from './directions.ts';
export { forEditors } from './for-editors.ts';
export { mergeParts } from './merge-parts.ts';
export { reachableSchemas } from './reachable.ts';
export { restrictTo } from './restrict.ts';
