export { type GuideDocument, readDocuments } from './documents.ts';
export { hasSteps, tryDocuments } from './try-documents.ts';
export { typeCheckGuides } from './type-check.ts';
