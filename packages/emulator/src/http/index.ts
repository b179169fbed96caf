export { API_BASE_PATH, createApp } from './create-app.ts';
export { createDispatch } from './dispatch.ts';
export { type ListenOptions, listen } from './listen.ts';
