import { createNeonClient } from '@neon-api/client/minimal';
import { UsageError } from '@neon-api/ground/cli';
import { createCodeHost } from './code-host/index.ts';
import { explainError } from './explain-error.ts';
import { type Environment, readInputs } from './inputs/index.ts';
import { ensure, remove, sweep } from './modes/index.ts';
import { createRunner, decideAccess, type Runner, readEvent } from './runner/index.ts';

const MODES = { ensure, remove, sweep };

/** Runs the action with the variables of its process. `write` receives standard output. Returns the exit code. */
export async function runAction(env: Environment, write: (text: string) => void): Promise<number> {
  const runner = createRunner(env, write);
  try {
    await run(env, runner);
    return 0;
  } catch (error) {
    runner.fail(explainError(error));
    return 1;
  }
}

async function run(env: Environment, runner: Runner): Promise<void> {
  const inputs = readInputs(env);
  const event = readEvent(env);
  const access = decideAccess(event);
  if (access.verdict === 'refuse') throw new UsageError(access.reason);
  await runner.setOutputs({ skipped: access.verdict === 'skip' });
  if (access.verdict === 'skip') {
    runner.notice(access.reason);
    return;
  }
  const { apiKey, orgId, githubToken: token } = inputs;
  if (apiKey === undefined) {
    throw new UsageError('Missing input api-key. Runs of Dependabot need a Dependabot secret of the same name.');
  }
  runner.mask([apiKey]);
  const neon = createNeonClient({ apiKey, ...(orgId !== undefined && { orgId }), appInfo: APP });
  const host = createCodeHost({ apiUrl: event.apiUrl, repository: event.repository, token });
  await MODES[inputs.mode]({ inputs, event, runner, neon, host });
}

const APP = { name: 'neon-api-action' };
