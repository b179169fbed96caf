import { describe, expect, test } from 'vitest';
import { makeOperation } from '../../test/operation.ts';
import { countSteps, sumOverRegexes } from '../../test/regex-steps.ts';
import { stubFetch } from '../../test/stub-fetch.ts';
import { createNeonClient, type OperationDescriptor } from '../client/index.ts';
import { listProjects } from '../generated/operations.ts';
import { paginate } from '../pagination/index.ts';
import { waitForOperations } from '../waiting/index.ts';

const CREATE: OperationDescriptor = { id: 'createRole', method: 'POST', path: '/projects' };
const FEW = 150;
const TIMES = 8;

/** Returns how many steps the client's regexes take for a text from the server. */
function workOn(answer: () => Response | Promise<Response>, measure = countSteps): Promise<number> {
  const neon = createNeonClient({ apiKey: 'napi_test', fetch: stubFetch(answer).fetch, retry: false });
  const call = neon.call(CREATE, { body: { role: { password: 'aaaaaaaaaaaa' } } });
  return sumOverRegexes(() => call.catch(() => undefined), measure);
}

const page = (text: string, status: number) => () =>
  new Response(text, { status, headers: { 'content-type': 'text/html' } });
const WAYS: readonly (readonly [string, (text: string) => () => Response | Promise<Response>])[] = [
  ['a success that is a page', (text) => page(text, 200)],
  ['an error that is a page', (text) => page(text, 502)],
  ['the message of an error', (message) => () => Response.json({ message }, { status: 422 })],
  ['what fetch throws', (text) => () => Promise.reject(new TypeError(text))],
];
// Each starts a match of a regex that never completes.
const UNITS = [
  '://a:',
  '://a',
  '<style',
  '<script>',
  '<',
  '@',
  'password',
  "password='",
  'password =  ',
  "\\'",
  '?token=',
  'napi',
  ' ',
  '{',
  'a',
];

describe.each(WAYS)('the regexes on %s', (_, answerOf) => {
  test.each(UNITS)('take linear time for repeated %j', async (unit) => {
    const few = await workOn(answerOf(unit.repeat(FEW / unit.length)));
    const many = await workOn(answerOf(unit.repeat((FEW * TIMES) / unit.length)));
    expect(few).toBeGreaterThan(0);
    expect(many / few).toBeLessThan(TIMES * 1.5);
  });

  test('take bounded time, however long the text is', async () => {
    const work = (words: number): Promise<number> => workOn(answerOf('word '.repeat(words)), (_, { length }) => length);
    const [long, longer] = [await work(30_000), await work(90_000)];
    expect(longer / long).toBeLessThan(1.5);
  });
});

describe('countSteps', () => {
  test.each<[RegExp, string, number]>([
    [/abc/, 'abc', 3],
    [/a+b/, 'aaa', 16],
    [/a*?b/, 'aab', 5],
  ])('counts the steps of %s on %j: %i', (regex, text, steps) => {
    expect(countSteps(regex, text)).toBe(steps);
  });

  test.each<[RegExp, string]>([
    [/(?<=:\/\/[^\s:/@]*:)\S+(?=@)/g, '://a:'],
    [/<(style|script)[\s\S]*?<\/\1>|<[^>]*>?/gi, '<style>'],
    [/\s+@/, ' '],
  ])('detects that %s takes quadratic time', (regex, unit) => {
    const [few, many] = [countSteps(regex, unit.repeat(20)), countSteps(regex, unit.repeat(160))];
    expect(many / few).toBeGreaterThan(TIMES * 4);
  });
});

describe('an error with a long text', () => {
  test('about an operation quotes only its beginning, and no password', async () => {
    const error = `postgres://a:hidden@h/d ${'x'.repeat(100_000)}`;
    const failed = await waitForOperations(createNeonClient({ apiKey: 'test-key' }), [
      makeOperation({ status: 'error', error }),
    ]).catch((thrown: Error) => thrown.message);
    expect(failed).toContain('postgres://a:[redacted]@h/d xxx');
    expect(String(failed).length).toBeLessThan(2_500);
  });

  test('about a cursor quotes only its beginning', async () => {
    const cursor = 'c'.repeat(100_000);
    const { fetch } = stubFetch(() => Response.json({ projects: [{ id: 'p' }], pagination: { cursor } }));
    const neon = createNeonClient({ apiKey: 'test-key', fetch });
    const error = await paginate(neon, listProjects)
      .collect()
      .catch((thrown: Error) => thrown.message);
    expect(error).toMatch(/the cursor "c{200}" repeats/);
  });
});
