export { llmsFull, llmsIndex } from './llms.ts';
export { plainMarkdown } from './plain-markdown.ts';
