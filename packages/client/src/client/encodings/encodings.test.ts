import { createRequire } from 'node:module';
import { expect, test, vi } from 'vitest';
import { form as encodeForm, json, multipart } from './index.ts';

const random = (): number => 0.5;

test('a form writes nested fields in brackets, with lists, dates and booleans; undefined is left out', async () => {
  const content = {
    branch: { name: 'a&b=c d', parent: undefined, none: null },
    endpoints: [{ type: 'read_write' }, { type: 'read_only', sizes: [1, 2.5] }],
    expires_at: new Date(0),
    on: false,
    nothing: [],
  };
  const { body, mediaType } = await encodeForm(content, random);
  expect([...new URLSearchParams(body as string)]).toEqual([
    ['branch[name]', 'a&b=c d'],
    ['branch[none]', ''],
    ['endpoints[0][type]', 'read_write'],
    ['endpoints[1][type]', 'read_only'],
    ['endpoints[1][sizes][0]', '1'],
    ['endpoints[1][sizes][1]', '2.5'],
    ['expires_at', '1970-01-01T00:00:00.000Z'],
    ['on', 'false'],
  ]);
  expect(mediaType).toBe('application/x-www-form-urlencoded');
});

/** The fields that a server reads from a multipart body. */
async function parts(content: object): Promise<[string, FormDataEntryValue][]> {
  const { body, mediaType } = await multipart(content, random);
  return [...(await new Response(body, { headers: { 'content-type': mediaType } }).formData())];
}

test('multipart sends blobs as files and other values as text; undefined is left out', async () => {
  const zip = new Blob([new Uint8Array([0, 255, 13, 10])], { type: 'application/zip' });
  const [[, sent], ...texts] = (await parts({ zip, memory: 256, note: 'a\nb', left: undefined })) as [
    [string, File],
    ...[string, string][],
  ];
  expect([sent.name, sent.type, [...new Uint8Array(await sent.arrayBuffer())]]).toEqual([
    'blob',
    'application/zip',
    [0, 255, 13, 10],
  ]);
  expect(texts).toEqual([
    ['memory', '256'],
    ['note', 'a\r\nb'],
  ]);
});

test('multipart accepts a FormData, and keeps its names and files', async () => {
  const form = new FormData();
  form.append('again', '1');
  form.append('again', '2');
  form.append('say "hi"\nthere', 'x');
  form.append('zip', new File(['zip'], 'a "b".zip'));
  const [first, second, named, file] = (await parts(form)) as [unknown, unknown, [string, string], [string, File]];
  expect([first, second]).toEqual([
    ['again', '1'],
    ['again', '2'],
  ]);
  // HTML requires escaped names, which not every parser unescapes.
  expect(decodeURIComponent(named[0])).toBe('say "hi"\r\nthere');
  expect(decodeURIComponent(file[1].name)).toBe('a "b".zip');
});

test('the boundary of a multipart body is random', async () => {
  const draws = [0.123, 0.456, 0.789];
  const types = await Promise.all(draws.map(async (draw) => (await multipart({}, () => draw)).mediaType));
  expect(new Set(types).size).toBe(draws.length);
});

/** The window of a jsdom page: its classes are not those of `fetch`. */
interface Realm {
  readonly FormData: typeof FormData;
  readonly URLSearchParams: typeof URLSearchParams;
  readonly Blob: typeof Blob;
  readonly FileReader: typeof FileReader;
}
const { JSDOM } = createRequire(import.meta.url)('jsdom') as { JSDOM: new () => { readonly window: Realm } };

test('a FormData, a file and a URLSearchParams of another realm are recognized', async () => {
  const realm = new JSDOM().window;
  vi.stubGlobal('FileReader', realm.FileReader);
  const form = new realm.FormData();
  form.append('runtime', 'nodejs24');
  form.append('zip', new realm.Blob(['the archive']), 'a.zip');
  const [runtime, zip] = (await parts(form)) as [unknown, [string, File]];
  vi.unstubAllGlobals();
  expect(runtime).toEqual(['runtime', 'nodejs24']);
  expect([zip[1].name, await zip[1].text()]).toEqual(['a.zip', 'the archive']);
  expect(await encodeForm(new realm.URLSearchParams({ name: 'a b' }), random)).toMatchObject({
    body: 'name=a+b',
    mediaType: 'application/x-www-form-urlencoded',
  });
});

test.each<[string, object]>([
  ['a FormData', new FormData()],
  ['a URLSearchParams', new URLSearchParams('a=b')],
  ['a file among the fields', { zip: new Blob(['z']) }],
  ['a list', []],
])('JSON refuses %s, which it would drop, and suggests other encoders', (_, content) => {
  expect(() => json(content, random)).toThrow('pass { bodyEncoding: form } or multipart');
});

test('a form refuses a file, which it would drop', () => {
  expect(() => encodeForm({ a: { zip: new Blob(['z']) } }, random)).toThrow('a[zip] is a file');
});
