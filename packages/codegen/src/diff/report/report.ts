import type { Bump } from '../change.ts';

/** One operation, schema, list of names or shared cause, and its changes. */
export interface ReportEntry {
  readonly title: string;
  /** Which operations it affects; '' where the title says it all. */
  readonly note: string;
  readonly lines: readonly string[];
}

export interface ReportSection {
  readonly title: string;
  readonly about: string;
  readonly entries: readonly ReportEntry[];
}

/** A diff as a person reads it; code names stand between backticks. */
export interface Report {
  readonly title: string;
  readonly bump: Bump | undefined;
  readonly summary: string;
  readonly sections: readonly ReportSection[];
}
