import { writeFileSync } from 'node:fs';
import { sharedContract } from '../contract/index.ts';
import { listCoverage } from './coverage.ts';
import { COVERAGE_PATH, renderCoverage } from './render-coverage.ts';

writeFileSync(COVERAGE_PATH, renderCoverage(listCoverage(sharedContract().operations)));
