export { absoluteLinks } from './absolute-links.ts';
export { codeHost } from './code-host.ts';
export { compareVersions, oldestNode } from './oldest-node.ts';
export { type Manifest, publishedManifest } from './published-manifest.ts';
