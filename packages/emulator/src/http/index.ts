export { addServerless, SQL_PATH, WEB_SOCKET_PATH } from './add-serverless.ts';
export { createApp } from './create-app.ts';
export { createDispatch } from './dispatch.ts';
export { createGuard } from './guard.ts';
export { type Listener, type ListenOptions, listen } from './listen.ts';
export { API_BASE_PATH } from './serve-api.ts';
