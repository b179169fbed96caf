import type { JSX } from 'preact';
import { formatDuration } from '../format/index.ts';
import { ErrorNote } from '../ui/index.ts';
import { ResultGrid } from './result-grid.tsx';
import type { Answer } from './run-on.ts';

/** What a statement did on one branch. */
export function SqlAnswer({ answer }: { readonly answer: Answer }): JSX.Element {
  return (
    <section class="panel fill answer" aria-label={`Result on ${answer.branch}`}>
      <div class="panel-head">
        <h2>{answer.branch}</h2>
        {answer.kind === 'result' && (
          <span class="muted">
            {describe(answer.result)} · {formatDuration(answer.result.durationMs)}
          </span>
        )}
      </div>
      {answer.kind === 'result' ? (
        <ResultGrid label={`Rows on ${answer.branch}`} result={answer.result} />
      ) : (
        <div class="answer-error">
          <ErrorNote text={answer.message} />
          {answer.place && (
            <p class="muted">
              Line {answer.place.line}, column {answer.place.column}
            </p>
          )}
          {answer.hint && <p class="muted">{answer.hint}</p>}
        </div>
      )}
    </section>
  );
}

function describe({ command, rowCount }: { readonly command: string; readonly rowCount: number | null }): string {
  if (rowCount === null) return command;
  return `${command} · ${rowCount === 1 ? '1 row' : `${rowCount} rows`}`;
}
