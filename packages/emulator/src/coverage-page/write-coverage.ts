import { writeFileSync } from 'node:fs';
import { sharedContract } from '../contract/index.ts';
import { listCoverage } from './coverage.ts';
import { COVERAGE_PATH, renderCoverage } from './render-coverage.ts';
import { MATCHES_PATH, renderMatches } from './render-matches.ts';

const rows = listCoverage(sharedContract().operations);
writeFileSync(COVERAGE_PATH, renderCoverage(rows));
writeFileSync(MATCHES_PATH, renderMatches(rows));
