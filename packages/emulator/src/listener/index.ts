export { addServerless, WEB_SOCKET_PATH } from './add-serverless.ts';
export { createGuard } from './guard.ts';
export { type Listener, type ListenOptions, listen } from './listen.ts';
export type { PortDataPlane, PortServerlessDoor, ServerTls } from './port-data-plane.ts';
export { sendAnswer } from './send-answer.ts';
