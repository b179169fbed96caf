import { readLogin } from '../branch-sql/index.ts';
import { type StartupOptions, splitStartupOptions } from '../data-plane/index.ts';
import { createResultMeter, type SqlLogin, type SqlServer } from '../sql-over-http/index.ts';
import type { Lease, PgliteBranch } from './branch.ts';
import { createPasswordCheck } from './check-password.ts';
import type { EndpointVisit, PgliteEndpoints } from './endpoints.ts';
import { refuseNeonOption } from './lacks.ts';
import { beginRoleSession, endRoleSession, type RoleSession } from './role-session.ts';
import { PgliteCrash, runStatement } from './run-statement.ts';
import { sqlError } from './sql-error.ts';

export interface SqlServerParts {
  readonly endpoints: PgliteEndpoints;
  readonly findBranch: (branchId: string) => PgliteBranch;
}

/** Runs sessions of roles. They take turns on a branch, each from its first statement to its end. */
export function createSqlServer({ endpoints, findBranch }: SqlServerParts): SqlServer {
  const checkPassword = createPasswordCheck();

  async function logIn(branch: PgliteBranch, { user, password }: SqlLogin): Promise<void> {
    const kept = await branch.run((instance) => readLogin(instance, user));
    if (kept && (await checkPassword(kept.verifier, password))) return;
    const hint = "Get the role's password on this branch from the API, or reset it.";
    throw sqlError('28P01', `password authentication failed for user "${user}"`, hint);
  }

  return {
    endpointAt: () => undefined,
    async withSession(login, signal, work) {
      const options = splitStartupOptions(login.options);
      const visit = await enter(endpoints, options);
      const turn: { lease?: Lease } = {};
      try {
        const branch = findBranch(visit.branchId);
        await logIn(branch, login);
        const measure = createResultMeter();
        const value = await work({
          async query(statement) {
            signal.throwIfAborted();
            // Not before, because the request's body may arrive slowly.
            turn.lease ??= await begin(branch, login, { options: options.others, readOnly: visit.readOnly });
            return runStatement(turn.lease.instance, statement, measure);
          },
        });
        await end(turn);
        return value;
      } catch (error) {
        if (error instanceof PgliteCrash) turn.lease?.abandon();
        else await end(turn);
        throw error;
      } finally {
        visit.end();
      }
    },
  };
}

/** @throws if the options name no open endpoint, or have an option of Neon's proxy */
async function enter(endpoints: PgliteEndpoints, { named, neon }: StartupOptions): Promise<EndpointVisit> {
  const [option] = neon.keys();
  if (option !== undefined) throw refuseNeonOption(option);
  if (named === undefined) {
    throw sqlError('08004', 'no endpoint named', 'Use a connection URI from the API.');
  }
  const { endpointId } = named;
  const visit = await endpoints.visit(endpointId);
  if (visit) return visit;
  throw sqlError('08004', `endpoint "${endpointId}" does not exist`, 'Use a connection URI from the API.');
}

async function begin(
  branch: PgliteBranch,
  { user, database }: SqlLogin,
  session: Omit<RoleSession, 'user'>,
): Promise<Lease> {
  const lease = await branch.lease(database);
  try {
    await beginRoleSession(lease.instance, { user, ...session });
    return lease;
  } catch (error) {
    await end({ lease });
    throw error;
  }
}

/** Ends a session. An instance that cannot do that has crashed. Does nothing if there is no lease any more. */
async function end(turn: { lease?: Lease }): Promise<void> {
  const { lease } = turn;
  delete turn.lease;
  if (!lease) return;
  await endRoleSession(lease.instance).then(lease.release, lease.abandon);
}
