export { startWatchdog } from './start-watchdog.ts';
export { stopStrayServers } from './stop-stray-servers.ts';
