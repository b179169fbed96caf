import { Client } from 'pg';

export interface Fruit {
  readonly name: string;
  readonly kilos: number;
}

/** Runs `use` with a connection, and always closes the connection. */
async function withConnection<T>(uri: string, use: (connection: Client) => Promise<T>): Promise<T> {
  const connection = new Client({ connectionString: uri });
  await connection.connect();
  try {
    return await use(connection);
  } finally {
    await connection.end();
  }
}

export function openStand(uri: string): Promise<void> {
  return withConnection(uri, async (connection) => {
    await connection.query('create table fruit (name text primary key, kilos integer not null)');
    await connection.query("insert into fruit values ('apples', 12), ('pears', 7), ('plums', 3)");
  });
}

export function restock(uri: string): Promise<void> {
  return withConnection(uri, async (connection) => {
    await connection.query("insert into fruit values ('cherries', 5), ('quinces', 2)");
    await connection.query("update fruit set kilos = 40 where name = 'apples'");
  });
}

export function readStand(uri: string): Promise<Fruit[]> {
  return withConnection(uri, async (connection) => {
    const { rows } = await connection.query<Fruit>('select name, kilos from fruit order by name');
    return rows;
  });
}
