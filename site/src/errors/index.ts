export { errorsPage } from './errors-page.ts';
