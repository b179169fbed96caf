export { recheckedDocument } from './checked-document.ts';
export type { DownloadTools } from './download.ts';
export { readBounded } from './file-source.ts';
export { DEFAULT_LIMITS } from './limits.ts';
export { findNpmSource, installedVersions, readNpmSource } from './npm-source.ts';
export { parseTree } from './parse-tree.ts';
export { DEFAULT_TOOLS, readSource, type SourceTools } from './read-source.ts';
export type { Source } from './source.ts';
export { parseSourceRequest, type SourceRequest } from './source-request.ts';
