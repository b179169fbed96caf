export type { CallEvent, ErrorEvent, NeonHooks, ResponseEvent, RetryEvent } from '../hooks/index.ts';
export { type OtelOptions, otelHooks } from './otel-hooks.ts';
export type {
  Attributes,
  HistogramLike,
  HistogramSettings,
  MeterLike,
  SpanLike,
  SpanSettings,
  TracerLike,
} from './telemetry-api.ts';
