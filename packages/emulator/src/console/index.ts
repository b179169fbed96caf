export { consoleUrlOf, createConsoleApp } from './console-app.ts';
