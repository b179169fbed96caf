export { benchmarksPage } from './benchmarks-page.ts';
