export { ADMIN_BASE_PATH, type AdminOptions, CONSOLE_HEADER, createAdminApp } from './admin-app.ts';
export { dropProjectData } from './drop-project-data.ts';
export { createEmulatorClock, type EmulatorClock, isVirtualClock } from './emulator-clock.ts';
export { createRequestLog, describeBody, type LoggedRequest, type RequestLog } from './request-log.ts';
