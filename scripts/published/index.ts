export { absoluteLinks } from './absolute-links.ts';
export { codeHost } from './code-host.ts';
export { type Manifest, publishedManifest } from './published-manifest.ts';
