export { inputName, OPEN_ENUM, splitDirections } from './directions.ts';
export { commentFacts } from './fact-comments.ts';
