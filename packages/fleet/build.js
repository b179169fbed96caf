import { join } from 'node:path';
import { bundleGroundInto } from '@neon-api/ground/bundle';

await bundleGroundInto(join(import.meta.dirname, 'dist'));
