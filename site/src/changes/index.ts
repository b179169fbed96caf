export { changelogPage } from './changelog-page.ts';
