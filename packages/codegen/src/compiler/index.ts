// The only module that imports the compiler. The build bundles it (decision 43), so that openapi-typescript's syntax
// trees and ours always come from the same compiler, regardless of what a project has installed.
export { default as openapiTS } from 'openapi-typescript';
export { default as ts } from 'typescript';
