import type { Program } from './program.ts';
import { withDrizzleOverPg, withDrizzleOverPostgresJs } from './with-drizzle.ts';
import { withPg } from './with-pg.ts';
import { withPostgresJs } from './with-postgres-js.ts';
import { withPrisma } from './with-prisma.ts';
import { withPsql } from './with-psql.ts';
import { withServerlessOverHttp, withServerlessOverWebSocket } from './with-serverless.ts';

/** The programs by tool. */
export const PROGRAMS: Readonly<Record<string, Program>> = {
  psql: withPsql,
  pg: withPg,
  'postgres.js': withPostgresJs,
  Prisma: withPrisma,
  'Drizzle over pg': withDrizzleOverPg,
  'Drizzle over postgres.js': withDrizzleOverPostgresJs,
  'serverless driver over HTTP': withServerlessOverHttp,
  'serverless driver over WebSocket': withServerlessOverWebSocket,
};
