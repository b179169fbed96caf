import { bundleSize } from './bundle-size.ts';
import { coldImport } from './cold-import.ts';
import { cpuPerCall } from './cpu-per-call.ts';
import { installedSize } from './installed-size.ts';
import { listing } from './listing.ts';
import type { Measurement } from './measurement.ts';
import { memoryPerCall } from './memory-per-call.ts';
import { throughput } from './throughput.ts';
import { waits } from './waits.ts';

export type { Result } from './measurement.ts';

export const MEASUREMENTS: readonly Measurement[] = [
  bundleSize,
  installedSize,
  coldImport,
  cpuPerCall,
  memoryPerCall,
  waits,
  // Must run after `waits`, which fakes the timers: connections set real timers and clear them when they end.
  throughput,
  listing,
];
