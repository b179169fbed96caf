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
      const sql = installSql();
      return { text: sql.trimEnd(), json: { applied: false, sql } };
    }
    await openFleet();
    return { text: `The schemas ${SCHEMAS.join(' and ')} exist.`, json: { applied: true, schemas: SCHEMAS } };
  },
};
