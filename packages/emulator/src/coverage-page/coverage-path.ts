import { fileURLToPath } from 'node:url';

/** From `src/coverage` and from `dist/coverage` alike. */
export const COVERAGE_PATH: string = fileURLToPath(new URL('../../../../docs/emulator-coverage.md', import.meta.url));
