export { type App, createApp } from './create-app.ts';
export { createDispatch } from './dispatch.ts';
export { errorResponse } from './error-response.ts';
export { chooseRequestId, REQUEST_ID_HEADER } from './request-id.ts';
export { API_BASE_PATH } from './serve-api.ts';
export { SQL_PATH, serveSql } from './serve-sql.ts';
