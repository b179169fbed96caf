import type { Bump } from '../change.ts';

/** One operation, schema, list of names or shared cause, and its changes. */
export interface ReportEntry {
  readonly title: string;
  /** The affected operations; '' if the title is enough. */
  readonly note: string;
  readonly lines: readonly string[];
}

export interface ReportSection {
  readonly title: string;
  readonly about: string;
  readonly entries: readonly ReportEntry[];
}

/** A diff for human readers. Code names are in backticks. */
export interface Report {
  readonly title: string;
  readonly bump: Bump | undefined;
  readonly summary: string;
  readonly sections: readonly ReportSection[];
}
