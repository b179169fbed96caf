export {
  type CallEvent,
  type ErrorEvent,
  type NeonHooks,
  notify,
  type ResponseEvent,
  type RetryEvent,
} from './hooks.ts';
