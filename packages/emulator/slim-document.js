import { readFileSync } from 'node:fs';

/** What the emulator does not read: prose and examples, which are two thirds of the document's size. */
const UNREAD = ['description', 'summary', 'title', 'example', 'examples', 'externalDocs'];
/** Fields whose keys are names that the API chose, not keywords. */
const NAMED = ['properties', 'schemas', 'parameters', 'responses', 'headers', 'paths', 'mapping'];

/** Returns the document without prose. */
function slimDocument({ paths, components }) {
  return { paths: slim(paths, true), components: slim(components, false) };
}

function slim(value, hasNames) {
  if (Array.isArray(value)) return value.map((item) => slim(item, false));
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).filter(([key]) => hasNames || !UNREAD.includes(key));
  return Object.fromEntries(kept.map(([key, child]) => [key, slim(child, !hasNames && NAMED.includes(key))]));
}

/** Bundles the document of `@neon-api/types` without prose. */
export const slimDocumentPlugin = {
  name: 'slim-document',
  setup(build) {
    build.onLoad({ filter: /[/\\]openapi\.json$/ }, ({ path }) => ({
      contents: JSON.stringify(slimDocument(JSON.parse(readFileSync(path, 'utf8')))),
      loader: 'json',
    }));
  },
};
