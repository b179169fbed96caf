import { asc, DrizzleQueryError, eq, sql } from 'drizzle-orm';
import { drizzle as drizzleOverPg } from 'drizzle-orm/node-postgres';
import { integer, type PgDatabase, type PgQueryResultHKT, pgTable, text } from 'drizzle-orm/pg-core';
import { drizzle as drizzleOverPostgresJs } from 'drizzle-orm/postgres-js';
import pg from 'pg';
import postgres from 'postgres';
import type { Program, Seen } from './program.ts';

const fruit = pgTable('fruit', { name: text().primaryKey(), kilos: integer().notNull() });

export const withDrizzleOverPg: Program = async (uri) => {
  const pool = new pg.Pool({ connectionString: uri });
  try {
    return await run(drizzleOverPg(pool));
  } finally {
    await pool.end();
  }
};

export const withDrizzleOverPostgresJs: Program = async (uri) => {
  const client = postgres(uri);
  try {
    return await run(drizzleOverPostgresJs(client));
  } finally {
    await client.end();
  }
};

async function run<Result extends PgQueryResultHKT>(db: PgDatabase<Result>): Promise<Seen> {
  await db.execute(sql`CREATE TABLE fruit (name text PRIMARY KEY, kilos int NOT NULL)`);
  await db.insert(fruit).values([
    { name: 'apples', kilos: 12 },
    { name: 'pears', kilos: 7 },
  ]);

  await db.transaction(async (tx) => {
    await tx.update(fruit).set({ kilos: sql`kilos - 5` }).where(eq(fruit.name, 'apples'));
    await tx.update(fruit).set({ kilos: sql`kilos + 5` }).where(eq(fruit.name, 'pears'));
  });

  const failedWith = await failToAdd(db);
  return { fruits: await db.select().from(fruit).orderBy(asc(fruit.name)), failedWith };
}

async function failToAdd<Result extends PgQueryResultHKT>(db: PgDatabase<Result>): Promise<string | undefined> {
  try {
    await db.transaction(async (tx) => {
      await tx.insert(fruit).values({ name: 'kiwis', kilos: 1 });
      await tx.insert(fruit).values({ name: 'apples', kilos: 1 });
    });
    return undefined;
  } catch (error) {
    const cause = error instanceof DrizzleQueryError ? error.cause : error;
    if (cause instanceof pg.DatabaseError || cause instanceof postgres.PostgresError) return cause.code;
    throw error;
  }
}
