export { makeReport } from './make-report.ts';
export { placeOf } from './places.ts';
export { renderMarkdown, renderText } from './render.ts';
export type { Report, ReportEntry, ReportSection } from './report.ts';
export { countOf, type FilledSection, fillSections } from './sections.ts';
