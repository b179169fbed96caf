/** A plugin of esbuild that bundles the document of `@neon-api/types` without prose. */
export declare const slimDocumentPlugin: import('esbuild').Plugin;
