export { OPEN_ENUM, STREAM, splitDirections } from './directions.ts';
export { commentFacts } from './fact-comments.ts';
export { restrictTo } from './restrict.ts';
