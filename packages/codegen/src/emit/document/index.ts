export { type Direction, OPEN_ENUM, STREAM } from './directions.ts';
export { forEditors } from './for-editors.ts';
export { forTypes } from './for-types.ts';
export { OTHER_STRING } from './known-values.ts';
export { mergeParts } from './merge-parts.ts';
export { reachableSchemas } from './reachable.ts';
export { restrictTo } from './restrict.ts';
