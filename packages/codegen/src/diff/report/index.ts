export { makeReport, type Report, type ReportEntry, type ReportSection } from './make-report.ts';
export { placeOf } from './places.ts';
export { renderMarkdown, renderText } from './render.ts';
export { countOf, type FilledSection, fillSections } from './sections.ts';
