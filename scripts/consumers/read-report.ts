import type { Outcome } from '../harness/index.ts';

/**
 * Reads the report of a program: the one output line that is a JSON object, with one property per check. Test runners
 * print other lines around it, and indent it.
 */
export function readReport(output: string): readonly Outcome[] {
  const reports = output.split('\n').flatMap((line) => parseObject(line.trim()));
  const [report, ...others] = reports;
  if (report === undefined || others.length > 0) {
    throw new Error(
      `The output must have one line of JSON, but has ${reports.length}. It is: ${output.trim() || 'empty'}`,
    );
  }
  return outcomesOf(report);
}

/** Returns the text in the `<pre>` of a page. */
export function readPage(html: string): readonly Outcome[] {
  const [, escaped] = /<pre>(.*?)<\/pre>/s.exec(html) ?? [];
  if (escaped === undefined) throw new Error(`The page has no report. Its HTML: ${html}`);
  return readReport(escaped.replace(/&(quot|#x27|lt|gt|amp);/g, (_, name: string) => CHARACTERS[name] ?? ''));
}

/** Returns the text of the first `<p>` of a page, without the comments that React puts between its parts. */
export function readParagraph(html: string): string {
  const [, text] = /<p>(.*?)<\/p>/s.exec(html) ?? [];
  if (text === undefined) throw new Error(`The page has no paragraph. Its HTML: ${html}`);
  return text.replaceAll('<!-- -->', '');
}

const CHARACTERS: Readonly<Record<string, string>> = { quot: '"', '#x27': "'", lt: '<', gt: '>', amp: '&' };

function outcomesOf(report: object): readonly Outcome[] {
  return Object.entries(report).map(([name, value]) => ({ name, value }));
}

function parseObject(line: string): object[] {
  if (!line.startsWith('{')) return [];
  try {
    return [JSON.parse(line) as object];
  } catch {
    return [];
  }
}
