export { goTo, route } from './location.ts';
export { linkTo, parseRoute, type Route } from './route.ts';
