import { LIMITS_TABLE } from '../../limits/index.ts';
import { installSql, QUEUE_SCHEMA } from '../../store/index.ts';
import type { Command } from '../command.ts';

const SCHEMAS = ['neon_fleet', QUEUE_SCHEMA];

export const init: Command = {
  usage: ['init', 'init --dry-run > fleet.sql'],
  summary: 'create the schemas of the fleet and its queue in the database',
  values: {},
  switches: { 'dry-run': 'print the SQL for an empty database, and connect to none' },
  async run({ flags, openFleet }) {
    if (flags.has('dry-run')) {
      const sql = `${installSql()}${LIMITS_TABLE};`;
      return { text: sql, json: { applied: false, sql } };
    }
    await openFleet();
    return { text: `The schemas ${SCHEMAS.join(' and ')} exist.`, json: { applied: true, schemas: SCHEMAS } };
  },
};
