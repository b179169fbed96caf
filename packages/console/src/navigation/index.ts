export { goTo, route } from './location.ts';
export { linkTo, type Route } from './route.ts';
