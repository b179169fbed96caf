import { describe, expect, test } from 'vitest';
import { readPage, readParagraph, readReport } from './read-report.ts';

const REPORT = '{"created":"shop","missing":{"status":404}}';
const OUTCOMES = [
  { name: 'created', value: 'shop' },
  { name: 'missing', value: { status: 404 } },
];

describe('readReport', () => {
  test.each([
    ['without other output', `${REPORT}\n`],
    ['after a build', `bundled in { 3 ms }\n{not JSON}\n${REPORT}\n`],
    ['indented by Jest', `  console.log\n    ${REPORT}\n\n      at log (shop.test.ts:8:11)\n\nTests: 1 passed`],
  ])('reads the line of JSON %s', (_, output) => {
    expect(readReport(output)).toEqual(OUTCOMES);
  });

  test.each([
    ['no report', 'Error: no\n    at {\n', /one line of JSON, but has 0\. It is: Error: no/],
    ['no output', ' \n', /but has 0\. It is: empty$/],
    ['two reports', `${REPORT}\n${REPORT}`, /but has 2/],
  ])('fails for %s', (_, output, message) => {
    expect(() => readReport(output)).toThrow(message);
  });
});

describe('readPage', () => {
  test('reads the text of the page, unescaped once', () => {
    const page = '<body><pre>{&quot;a&quot;:&quot;&lt;b&gt; &amp;quot; &#x27;&quot;}</pre></body>';
    expect(readPage(page)).toEqual([{ name: 'a', value: `<b> &quot; '` }]);
  });

  test('fails for a page without a report', () => {
    expect(() => readPage('<p>Internal Server Error</p>')).toThrow('The page has no report. Its HTML: <p>Internal');
  });
});

describe('readParagraph', () => {
  test("reads the text without React's comments", () => {
    expect(readParagraph('<body><p>next<!-- --> <!-- -->finished</p><p>more</p></body>')).toBe('next finished');
  });

  test('fails for a page without a paragraph', () => {
    expect(() => readParagraph('Internal Server Error')).toThrow('The page has no paragraph. Its HTML: Internal');
  });
});
