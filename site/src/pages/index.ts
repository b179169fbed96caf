export { type Content, readContent, readContentPage } from './content-pages.ts';
export { linkTo, type Page, titleOf } from './page.ts';
export { sourcePages } from './source-pages.ts';
