import { messageOf } from '@neon-api/ground';
import type {
  BranchSchemaJSON,
  GetProjectBranchSchemaComparisonParams,
  GetProjectBranchSchemaComparisonResponse,
  GetProjectBranchSchemaParams,
  GetProjectBranchSchemaResponse,
} from '@neon-api/types';
import type { ColumnShape, ConstraintShape, TableShape } from '../../data-plane/index.ts';
import { ApiError, badRequest, ruleForbids } from '../../errors/index.ts';
import type { PointInTime, ProjectRecord } from '../../state/index.ts';
import { choosePoint } from '../branches/index.ts';
import { checkIsReady, findBranch, findDatabase, findProject } from '../common/index.ts';
import type { Handler, HandlerContext } from '../handler.ts';
import { compareSchemas } from './compare-schemas.ts';

/** Returns the schema as SQL or as JSON tables, read from Postgres, now or at a point of the branch's history. */
export const getProjectBranchSchema: Handler<GetProjectBranchSchemaParams, GetProjectBranchSchemaResponse> = async (
  context,
  { project_id, branch_id, db_name, format = 'sql', lsn, timestamp },
) => {
  if (format !== 'sql' && format !== 'json') throw badRequest(`format must be sql or json, not "${format}"`);
  const project = findProject(context, project_id);
  const source = await chooseSource(context, project, { branchId: branch_id, database: db_name, lsn, timestamp });
  if (format === 'sql') return { sql: await readSql(context, source) };
  const tables = await readFrom(source, requirePostgres(context.dataPlane.readTables));
  return { json: { tables: tables.map(showTable) } };
};

/** Compares the branch with its base, by default its parent. */
export const getProjectBranchSchemaComparison: Handler<
  GetProjectBranchSchemaComparisonParams,
  GetProjectBranchSchemaComparisonResponse
> = async (context, params) => {
  const { branch_id: branchId, db_name: database, lsn, timestamp, base_lsn, base_timestamp } = params;
  const project = findProject(context, params.project_id);
  const branch = findBranch(project, branchId);
  const baseId = params.base_branch_id ?? branch.branch.parent_id;
  if (baseId === undefined) throw badRequest('the branch has no parent to compare with; pass base_branch_id');
  const sources = await Promise.all([
    chooseSource(context, project, { branchId: baseId, database, lsn: base_lsn, timestamp: base_timestamp }),
    chooseSource(context, project, { branchId, database, lsn, timestamp }),
  ]);
  const [base = '', changed = ''] = await Promise.all(sources.map((source) => readSql(context, source)));
  return { diff: await compareSchemas(database, base, changed) };
};

interface Asked {
  readonly branchId: string;
  readonly database: string;
  readonly lsn: string | undefined;
  readonly timestamp: string | undefined;
}

interface Source {
  readonly branchId: string;
  readonly database: string;
  readonly point: PointInTime | undefined;
}

async function chooseSource(context: HandlerContext, project: ProjectRecord, asked: Asked): Promise<Source> {
  const { branchId, database } = asked;
  const point = await choosePoint(context, project.project.id, branchId, asked);
  const record = findBranch(project, branchId);
  // A point in the past can have databases that no longer exist.
  if (!point) findDatabase(record, database);
  checkIsReady(record.branch);
  return { branchId, database, point };
}

function readSql({ dataPlane }: HandlerContext, source: Source): Promise<string> {
  return readFrom(source, requirePostgres(dataPlane.readSchema));
}

function requirePostgres<Read>(read: Read | undefined): Read {
  if (read) return read;
  throw new ApiError(
    501,
    'Schemas need Postgres, and this emulator runs without it; start it with postgres: "auto" ' +
      '(--postgres auto) and its optional dependencies installed.',
    'postgres_is_off',
  );
}

async function readFrom<Value>(
  { branchId, database, point }: Source,
  read: (branchId: string, databaseName: string, at?: PointInTime) => Promise<Value>,
): Promise<Value> {
  if (!point) return read(branchId, database);
  return read(branchId, database, point).catch((error: unknown) => {
    // The history may have been trimmed since the point was chosen.
    throw ruleForbids(messageOf(error));
  });
}

type ShownTable = BranchSchemaJSON['tables'][number];

/** Shows a table in the `format=json` format. */
function showTable({ schema, name, columns, constraints }: TableShape): ShownTable {
  return { schema, name, columns: columns.map(showColumn), constraints: constraints.map(showConstraint) };
}

function showColumn(column: ColumnShape): ShownTable['columns'][number] {
  return { ...column };
}

function showConstraint({
  references,
  columns,
  ...rest
}: ConstraintShape): NonNullable<ShownTable['constraints']>[number] {
  return {
    ...rest,
    columns: [...columns],
    ...(references ? { referenced_table: { ...references, columns: [...references.columns] } } : {}),
  };
}
