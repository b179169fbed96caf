export { addServerless, SQL_PATH, WEB_SOCKET_PATH } from './add-serverless.ts';
export { API_BASE_PATH, createApp } from './create-app.ts';
export { createDispatch } from './dispatch.ts';
export { createGuard } from './guard.ts';
export { type Listener, type ListenOptions, listen } from './listen.ts';
