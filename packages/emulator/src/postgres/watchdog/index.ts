export { requireProcessList } from './require-process-list.ts';
export { startWatchdog } from './start-watchdog.ts';
export { stopStrays } from './stop-strays.ts';
