import postgres from 'postgres';
import type { Fruit, Program, Seen } from './program.ts';

export const withPostgresJs: Program = (uri) => run(postgres(uri));

/** postgres.js takes the trusted certificate as text and ignores `sslrootcert` in the URI. */
export const withPostgresJsOverTls =
  (ca: string): Program =>
  (uri) =>
    run(postgres(uri, { ssl: { ca } }));

async function run(sql: postgres.Sql): Promise<Seen> {
  try {
    await sql`CREATE TABLE fruit (name text PRIMARY KEY, kilos int NOT NULL)`;
    const fruits = [
      { name: 'apples', kilos: 12 },
      { name: 'pears', kilos: 7 },
    ];
    await sql`INSERT INTO fruit ${sql(fruits)}`;

    await sql.begin(async (tx) => {
      await tx`UPDATE fruit SET kilos = kilos - ${5} WHERE name = 'apples'`;
      await tx`UPDATE fruit SET kilos = kilos + ${5} WHERE name = 'pears'`;
    });

    const failedWith = await failToAdd(sql);
    return { fruits: [...(await sql<Fruit[]>`SELECT name, kilos FROM fruit ORDER BY name`)], failedWith };
  } finally {
    await sql.end();
  }
}

async function failToAdd(sql: postgres.Sql): Promise<string | undefined> {
  try {
    await sql.begin(async (tx) => {
      await tx`INSERT INTO fruit VALUES ('kiwis', 1)`;
      await tx`INSERT INTO fruit VALUES ('apples', 1)`;
    });
    return undefined;
  } catch (error) {
    if (error instanceof postgres.PostgresError) return error.code;
    throw error;
  }
}
