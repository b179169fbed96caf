/**
 * The part of `@opentelemetry/api` that is used here, as structural types: `Tracer` and `Meter` of any 1.x version
 * match, and the package is not a dependency.
 */
export interface TracerLike {
  startSpan(name: string, options: SpanSettings): SpanLike;
}

export interface SpanSettings {
  /** `SpanKind.CLIENT`. */
  readonly kind: 2;
  readonly attributes: Attributes;
}

export interface SpanLike {
  setAttributes(attributes: Attributes): unknown;
  setStatus(status: { code: 2; message?: string }): unknown;
  end(): void;
}

export interface MeterLike {
  createHistogram(name: string, options: HistogramSettings): HistogramLike;
}

export interface HistogramSettings {
  readonly description: string;
  readonly unit: string;
  readonly advice: { readonly explicitBucketBoundaries: number[] };
}

export interface HistogramLike {
  record(value: number, attributes: Attributes): void;
}

export type Attributes = Record<string, string | number>;
