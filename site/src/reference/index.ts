export { findEntries } from './entries.ts';
export { referencePages } from './reference-pages.ts';
