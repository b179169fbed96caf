import { startConsole } from './app/index.ts';

const element = document.querySelector<HTMLElement>('#console');
if (element) startConsole({ element, fetch: (path, init) => fetch(path, init) });
