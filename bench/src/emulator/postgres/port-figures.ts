import { startProcess } from '../emulator-process.ts';
import type { Figure } from '../figure.ts';
import { type Comparison, compare } from './compare.ts';
import { startPlainPostgres } from './plain-postgres.ts';
import { createProject, query } from './project.ts';
import { dataDirOf, type ServerFiles, serverFilesOf } from './server-files.ts';
import { makeTemporaryDir } from './temporary-dir.ts';
import { SELECT_ONE, TABLES, TEN_ROWS, TRANSACTION, type Workload } from './workloads.ts';

const CONNECTIONS = 8;
/** Settings of branches that take time. */
const BRANCH_SETTINGS: readonly string[] = ['shared_buffers=16MB', 'shared_preload_libraries=pg_stat_statements'];
/** As in a temporary folder of the emulator. */
const NOT_DURABLE: readonly string[] = ['fsync=off', 'full_page_writes=off'];

/** Measures the cost of the port, its pooler and servers that themselves listen, against a plain Postgres with the same durability. */
export async function* portFigures(rounds: number): AsyncGenerator<Figure> {
  using temporary = makeTemporaryDir();
  const { dir } = temporary;
  const flags = ['--postgres', 'embedded'];
  const kept = await startProcess([...flags, '--data-dir', dir]);
  let files: ServerFiles;
  try {
    const { uri, branchId } = await createProject(kept);
    await query(uri, 'SELECT 1');
    files = serverFilesOf(dataDirOf(dir, branchId));
    yield* figuresBeside(uri, files, []);
  } finally {
    await kept.stop();
  }
  const passing = await startProcess(flags);
  try {
    yield* figuresBeside((await createProject(passing)).uri, files, NOT_DURABLE);
  } finally {
    await passing.stop();
  }

  const listening = await startProcess([...flags, '--direct']);
  try {
    yield await directFigure((await createProject(listening)).uri, files, rounds);
  } finally {
    await listening.stop();
  }

  async function* figuresBeside(port: string, files: ServerFiles, settings: readonly string[]): AsyncGenerator<Figure> {
    const isDurable = settings.length === 0;
    const plain = await startPlainPostgres(files, settings);
    const uris = { plain: plain.uri, port };
    const pooledUris = { plain: plain.uri, port: `${port}-pooler` };
    try {
      for (const uri of [plain.uri, port]) for (const sql of TABLES) await query(uri, sql);
      const load = { rounds, connections: CONNECTIONS };
      const note = isDurable ? ', with --data-dir' : ', temporary';
      yield describeLoss('port', TRANSACTION, note, await compare(uris, TRANSACTION, load), isDurable ? 10 : undefined);
      yield describeLoss('pooler', TRANSACTION, note, await compare(pooledUris, TRANSACTION, load));
      if (!isDurable) return;
      for (const workload of [TEN_ROWS, SELECT_ONE]) {
        yield describeLoss('port', workload, '', await compare(uris, workload, load));
        yield describeLoss('pooler', workload, '', await compare(pooledUris, workload, load));
      }
      yield describeLatency(await compare(uris, SELECT_ONE, { rounds, connections: 1 }));
    } finally {
      await plain.stop();
    }
  }
}

/** Measures Postgres that itself listens (`--direct`), without fsync, where each cost shows most. The settings match. */
async function directFigure(direct: string, files: ServerFiles, rounds: number): Promise<Figure> {
  const plain = await startPlainPostgres(files, [...NOT_DURABLE, ...BRANCH_SETTINGS]);
  try {
    for (const uri of [plain.uri, direct]) for (const sql of TABLES) await query(uri, sql);
    const load = { rounds, connections: CONNECTIONS };
    const measured = await compare({ plain: plain.uri, port: direct }, TRANSACTION, load);
    return describeLoss('direct port', TRANSACTION, ', temporary, same settings', measured, 3);
  } finally {
    await plain.stop();
  }
}

/** `atMost`: the target in percent, if there is one. */
function describeLoss(
  way: 'port' | 'pooler' | 'direct port',
  workload: Workload,
  note: string,
  measured: Comparison,
  atMost?: number,
): Figure {
  const { plain, port, lossPercent } = measured;
  return {
    what: `loss through the ${way}, ${workload.name}, ${CONNECTIONS} connections${note}`,
    value: lossPercent,
    unit: '%',
    ...(atMost === undefined ? {} : { target: ['≤', atMost] }),
    beside: `${port.perSecond.toFixed(0)}/s, plain ${plain.perSecond.toFixed(0)}/s`,
  };
}

function describeLatency({ plain, port }: Comparison): Figure {
  return {
    what: 'latency that the port adds to select 1',
    value: port.medianMs - plain.medianMs,
    unit: 'ms',
    target: ['≤', 0.3],
    beside: `plain ${plain.medianMs.toFixed(3)} ms`,
  };
}
