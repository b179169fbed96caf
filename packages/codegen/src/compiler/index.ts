// The only door to the compiler: the build bundles what it imports (decision 43), so that the syntax trees of
// openapi-typescript and ours are always of one compiler, whichever a project has installed.
export { default as openapiTS } from 'openapi-typescript';
export { default as ts } from 'typescript';
