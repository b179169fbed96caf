export { emptyHeaders } from './empty-headers.ts';
export { escapeProse, tableCell } from './escape-prose.ts';
export { githubSlug } from './github-slug.ts';
export { renderForSearch } from './render-for-search.ts';
export { runBlocks } from './run-blocks.ts';
