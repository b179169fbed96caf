import { writeFileSync } from 'node:fs';
import { sharedContract } from '../contract/index.ts';
import { listCoverage } from './coverage.ts';
import { judgeFields } from './judge-fields.ts';
import { COVERAGE_PATH, renderCoverage } from './render-coverage.ts';
import { MATCHES_PATH, renderMatches } from './render-matches.ts';

const { document, operations } = sharedContract();
const rows = listCoverage(operations);
writeFileSync(COVERAGE_PATH, renderCoverage(rows, judgeFields(document, operations)));
writeFileSync(MATCHES_PATH, renderMatches(rows));
