import type { Client } from 'pg';

/** Written to the server's log when a trap is triggered. */
export const TRAP_MARK = 'TRAP SPRUNG';

/** Names that break out of every statement that does not quote them. */
const HOSTILE_NAMES: readonly string[] = [
  `quote"; ALTER ROLE owner SUPERUSER; --`,
  `quote'; ALTER ROLE owner SUPERUSER; --`,
  'back\\slash\\"',
  '$$dollar$$',
  'two\nlines',
  'pg_catalog',
  'MixedCase %s %I',
];

/** Tries what only a superuser may do. Its mark in the log survives a rollback. */
const TRAP = `
  CREATE SCHEMA trap;
  CREATE FUNCTION trap.spring(name text) RETURNS void LANGUAGE plpgsql AS $$
  BEGIN
    RAISE LOG '${TRAP_MARK} %: current user %, session user %', name, current_user, session_user;
    EXECUTE 'ALTER ROLE owner SUPERUSER';
  EXCEPTION WHEN OTHERS THEN NULL;
  END $$;
  CREATE FUNCTION trap.value(anyelement) RETURNS anyelement LANGUAGE plpgsql IMMUTABLE AS $$
  BEGIN PERFORM trap.spring('expression'); RETURN $1; END $$;
  CREATE FUNCTION trap.definer() RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER AS $$
  BEGIN PERFORM trap.spring('security definer'); RETURN true; END $$;
  CREATE FUNCTION trap.row() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    PERFORM trap.spring(format('trigger %s', TG_NAME));
    IF TG_LEVEL = 'STATEMENT' THEN RETURN NULL; END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
  END $$;`;

/** A table with everything that can call a function. */
const OBJECTS = `
  CREATE DOMAIN trap.checked AS text DEFAULT trap.value('domain'::text) CHECK (trap.value(VALUE) IS NOT NULL);
  CREATE TYPE trap.mood AS ENUM ('calm', 'cross');
  CREATE FUNCTION trap.to_text(trap.mood) RETURNS text LANGUAGE plpgsql IMMUTABLE AS $$
  BEGIN PERFORM trap.spring('cast'); RETURN 'mood'; END $$;
  CREATE CAST (trap.mood AS text) WITH FUNCTION trap.to_text(trap.mood) AS IMPLICIT;
  CREATE TABLE trap.parent (id int PRIMARY KEY);
  CREATE TABLE trap.all_kinds (
    id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    parent int DEFAULT trap.value(1) REFERENCES trap.parent ON DELETE CASCADE,
    note text DEFAULT trap.value('default'::text) CHECK (trap.value(note) IS NOT NULL),
    doubled text GENERATED ALWAYS AS (trap.value(note)) STORED,
    mood trap.mood DEFAULT 'calm', checked trap.checked);
  CREATE INDEX ON trap.all_kinds (trap.value(note));
  CREATE INDEX ON trap.all_kinds ((note || trap.value('constant'::text)));
  CREATE INDEX ON trap.all_kinds (id) WHERE trap.value(note) IS NOT NULL;
  CREATE STATISTICS trap.numbers ON (trap.value(note)), id FROM trap.all_kinds;
  ALTER TABLE trap.all_kinds ENABLE ROW LEVEL SECURITY;
  ALTER TABLE trap.all_kinds FORCE ROW LEVEL SECURITY;
  CREATE POLICY p ON trap.all_kinds USING (trap.value(note) IS NOT NULL AND trap.definer()) WITH CHECK (trap.definer());
  CREATE RULE r AS ON UPDATE TO trap.all_kinds DO ALSO SELECT trap.spring('rule');
  CREATE VIEW trap.looked_at AS SELECT trap.value(note) AS note, trap.definer() FROM trap.all_kinds;
  CREATE MATERIALIZED VIEW trap.kept AS SELECT id, trap.value(note) AS note FROM trap.all_kinds;
  CREATE UNIQUE INDEX ON trap.kept (id, trap.value(note), (id + trap.value(7)));
  CREATE TABLE trap.log (at date NOT NULL, note text) PARTITION BY RANGE (at);
  CREATE TABLE trap.log_2030 PARTITION OF trap.log FOR VALUES FROM ('2030-01-01') TO ('2031-01-01');
  CREATE SEQUENCE trap.numbers_of_mine;
  CREATE PUBLICATION trap_changes FOR TABLE trap.log_2030;`;

const TIMINGS = ['BEFORE', 'AFTER'] as const;
const MODES = ['ENABLE', 'ENABLE REPLICA', 'ENABLE ALWAYS'] as const;

/** Row and statement triggers for every event, in every enabled mode. */
function triggersOn(table: string): string[] {
  return TIMINGS.flatMap((timing) =>
    MODES.flatMap((mode) =>
      [
        ['ROW', 'INSERT OR UPDATE OR DELETE'],
        ['STATEMENT', 'INSERT OR UPDATE OR DELETE OR TRUNCATE'],
      ].flatMap(([level, events]) => {
        const name = `"${timing} ${level} ${mode}"`;
        return [
          `CREATE TRIGGER ${name} ${timing} ${events} ON ${table} FOR EACH ${level} EXECUTE FUNCTION trap.row()`,
          `ALTER TABLE ${table} ${mode} TRIGGER ${name}`,
        ];
      }),
    ),
  );
}

/** Tenant functions that shadow those of Postgres, then the same for operators. */
const SHADOWS = [
  `DO $do$ DECLARE f record; BEGIN
     FOR f IN SELECT p.oid, p.proname, pg_get_function_identity_arguments(p.oid) AS args,
         pg_get_function_result(p.oid) AS result, p.proretset
       FROM pg_proc p WHERE p.pronamespace = 'pg_catalog'::regnamespace AND p.prokind = 'f'
     LOOP
       BEGIN
         EXECUTE format('CREATE FUNCTION public.%I(%s) RETURNS %s LANGUAGE plpgsql IMMUTABLE AS %L', f.proname, f.args,
           f.result, format('BEGIN PERFORM trap.spring(%L); %s END', 'function ' || f.proname,
             CASE WHEN f.proretset OR f.result = 'void' THEN 'RETURN;' ELSE 'RETURN NULL;' END));
       EXCEPTION WHEN OTHERS THEN NULL; -- Arguments of an internal type cannot be declared.
       END;
     END LOOP;
   END $do$`,
  `DO $do$ DECLARE o record; f text; BEGIN
     FOR o IN SELECT oprname, oprleft::regtype AS l, oprright::regtype AS r, oprresult::regtype AS result, oprleft, oid
       FROM pg_operator WHERE oprnamespace = 'pg_catalog'::regnamespace
     LOOP
       BEGIN
         f := 'shadow_' || o.oid;
         EXECUTE format('CREATE FUNCTION trap.%I(%s%s) RETURNS %s LANGUAGE plpgsql IMMUTABLE AS %L', f,
           CASE WHEN o.oprleft = 0 THEN '' ELSE o.l || ', ' END, o.r, o.result,
           format('BEGIN PERFORM trap.spring(%L); RETURN NULL; END', 'operator ' || o.oprname));
         EXECUTE format('CREATE OPERATOR public.%s (%s RIGHTARG = %s, FUNCTION = trap.%I)', o.oprname,
           CASE WHEN o.oprleft = 0 THEN '' ELSE 'LEFTARG = ' || o.l || ',' END, o.r, f);
       EXCEPTION WHEN OTHERS THEN NULL; -- As above.
       END;
     END LOOP;
   END $do$`,
  // A real finding: this matches better than pg_catalog.cardinality(anyarray).
  `CREATE OR REPLACE FUNCTION public.cardinality(smallint[]) RETURNS int LANGUAGE plpgsql IMMUTABLE AS $$
   BEGIN PERFORM trap.spring('cardinality'); RETURN 1; END $$`,
];

/** Settings that a tenant can set on its database, and that sessions then start with by default. */
const SETTINGS = (majorVersion: number): Readonly<Record<string, string>> => ({
  search_path: 'public, trap, pg_catalog',
  role: 'owner',
  default_transaction_read_only: 'on',
  default_transaction_isolation: 'serializable',
  statement_timeout: '1',
  lock_timeout: '1',
  idle_session_timeout: '1',
  idle_in_transaction_session_timeout: '1',
  standard_conforming_strings: 'off',
  quote_all_identifiers: 'on',
  DateStyle: 'German',
  IntervalStyle: 'sql_standard',
  bytea_output: 'escape',
  client_min_messages: 'error',
  default_tablespace: 'nowhere',
  row_security: 'on',
  check_function_bodies: 'off',
  ...(majorVersion >= 17 ? { transaction_timeout: '1', event_triggers: 'on' } : {}),
});

/** Fills the session's database, as `owner`, with everything that can call a tenant's code. */
export async function setTraps(session: Client, majorVersion: number): Promise<void> {
  const quoted = (name: string): string => session.escapeIdentifier(name);
  await session.query(TRAP);
  await session.query(OBJECTS);
  const tables = ['trap.all_kinds', 'trap.parent', 'trap.log_2030'];
  for (const name of HOSTILE_NAMES) {
    await session.query(`CREATE SCHEMA ${quoted(`s ${name}`)}`);
    const table = `${quoted(`s ${name}`)}.${quoted(name)}`;
    await session.query(
      `CREATE TABLE ${table} (${quoted(name)} text DEFAULT trap.value(${session.escapeLiteral(name)}::text))`,
    );
    await session.query(`CREATE SEQUENCE ${quoted(`s ${name}`)}.${quoted(`n ${name}`)}`);
    await session.query(`CREATE ROLE ${quoted(`role ${name}`)}`);
    tables.push(table);
  }
  for (const table of tables) for (const statement of triggersOn(table)) await session.query(statement);
  await session.query('INSERT INTO trap.parent VALUES (1)');
  await session.query("INSERT INTO trap.all_kinds (note) VALUES ('one'), ('two')");
  await session.query("INSERT INTO trap.log VALUES ('2030-02-01', 'noted')");
  await session.query('REFRESH MATERIALIZED VIEW trap.kept');
  await session.query("SELECT lo_from_bytea(0, 'large'::bytea)");
  for (const statement of SHADOWS) await session.query(statement);
  const database = quoted(session.database ?? '');
  for (const [name, value] of Object.entries(SETTINGS(majorVersion))) {
    const to = name === 'search_path' ? value : session.escapeLiteral(value);
    await session.query(`ALTER DATABASE ${database} SET ${name} = ${to}`).catch((error: { code?: string }) => {
      // Postgres refuses some of them, such as a missing tablespace.
      if (!['42501', '22023', '55P02'].includes(error.code ?? '')) throw error;
    });
  }
}
