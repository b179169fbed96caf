export { makeReport, type Report, type ReportEntry, type ReportSection } from './make-report.ts';
export { renderMarkdown, renderText } from './render.ts';
