export { emptyHeaders } from './empty-headers.ts';
export { githubSlug } from './github-slug.ts';
