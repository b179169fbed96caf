import { chromium } from './chromium.ts';
import { inTests, type Transport } from './transport.ts';
import { workerd } from './workerd.ts';

export const TRANSPORTS: Readonly<Record<string, Transport>> = { http: inTests, msw: inTests, chromium, workerd };
