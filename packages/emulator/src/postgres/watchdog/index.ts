export { requireProcessList } from './require-process-list.ts';
export { startWatchdog, type Watchdog } from './start-watchdog.ts';
export { stopStrays } from './stop-strays.ts';
