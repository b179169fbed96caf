import { fileURLToPath } from 'node:url';

export const COVERAGE_PATH: string = fileURLToPath(new URL('../../../../docs/emulator-coverage.md', import.meta.url));
