export { type Content, readContent } from './content-pages.ts';
export { linkTo, type Page, titleOf } from './page.ts';
