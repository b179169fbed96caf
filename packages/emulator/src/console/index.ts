export { CONSOLE_HEADER, consoleUrlOf, createConsoleApp } from './console-app.ts';
