import { form, type NeonApiError, type NeonError } from '@neon-api/client';
import {
  createProject,
  createProjectBranchFunctionDeployment,
  deleteProject,
  getProjectBranchBucketObject,
  listProjects,
} from '@neon-api/client/operations';
import { type Check, DOWNLOAD_BYTES } from './check.ts';
import { thrownBy } from './emulator-checks.ts';

const BODY = { body: { project: { name: 'shop' } } };
const BRANCH = { project_id: 'project', branch_id: 'branch' };
/** Far shorter than the response time of any server here. */
const SOON_MS = 100;

/** A request on a connection that is already in use. Some runtimes retry it on their own. */
export const SENT_ONCE = 'sends a change once if its connection breaks';

/** Checks of failures and unusual responses. */
export const FAULT_CHECKS: readonly Check[] = [
  {
    name: 'retries after 503',
    gives: { projects: [], retries: [503], requests: 2 },
    async run({ facing, requestsOf }) {
      const retries: unknown[] = [];
      const neon = facing('busyOnce', { hooks: { onRetry: ({ status }) => void retries.push(status) } });
      const { projects } = await listProjects(neon);
      return { projects, retries, requests: await requestsOf('busyOnce') };
    },
  },
  {
    name: 'aborts with the given reason',
    gives: { inFlight: true, before: true, typedMethod: true, requests: 2 },
    async run({ facing, requestsOf }) {
      const reason = new Error('enough');
      const neon = facing('hang');
      const first = new AbortController();
      const call = thrownBy(listProjects(neon, {}, { signal: first.signal }));
      while ((await requestsOf('hang')) < 1);
      first.abort(reason);
      const before = thrownBy(listProjects(neon, {}, { signal: first.signal }));
      const second = new AbortController();
      const typedCall = thrownBy(neon.GET('/projects', { signal: second.signal }));
      while ((await requestsOf('hang')) < 2);
      second.abort(reason);
      const [inFlight, early, typedMethod] = (await Promise.all([call, before, typedCall])).map((e) => e === reason);
      return { inFlight, before: early, typedMethod, requests: await requestsOf('hang') };
    },
  },
  {
    name: 'times out without a response',
    gives: { name: 'NeonTimeoutError', outcome: 'unknown', timeoutMs: SOON_MS },
    async run({ facing }) {
      const neon = facing('hang', { attemptTimeoutMs: SOON_MS });
      const { name, outcome, timeoutMs } = (await thrownBy(createProject(neon, BODY))) as TimeoutFacts;
      return { name, outcome, timeoutMs };
    },
  },
  {
    name: 'times out during a body',
    gives: 'NeonTimeoutError',
    run: async ({ facing }) => nameOf(await thrownBy(listProjects(facing('stall'), {}, { timeoutMs: SOON_MS }))),
  },
  {
    name: 'treats a truncated body as a broken connection',
    gives: { name: 'NeonNetworkError', outcome: 'unknown', requests: 1 },
    async run({ facing, requestsOf }) {
      const { name, outcome } = (await thrownBy(createProject(facing('cut'), BODY))) as NeonError;
      return { name, outcome, requests: await requestsOf('cut') };
    },
  },
  {
    name: SENT_ONCE,
    gives: { names: ['NeonNetworkError', 'NeonNetworkError'], post: 'once', delete: 'once' },
    async run({ facing, requestsOf }) {
      const neon = facing('reset');
      const timesOf = async (change: Promise<unknown>, before: number) => {
        const name = nameOf(await thrownBy(change));
        const requests = await requestsOf('reset');
        // A connection returns to the pool only a moment after its response was read.
        await new Promise((resolve) => setTimeout(resolve, SOON_MS));
        return { name, requests, times: requests - before === 1 ? 'once' : 'again' };
      };
      const first = await timesOf(createProject(neon, BODY), 0);
      const post = await timesOf(createProject(neon, BODY), first.requests);
      const remove = await timesOf(deleteProject(neon, { project_id: 'project' }), post.requests);
      return { names: [post.name, remove.name], post: post.times, delete: remove.times };
    },
  },
  {
    name: 'refuses an HTML page',
    gives: 'NeonApiError',
    run: async ({ facing }) => nameOf(await thrownBy(listProjects(facing('page')))),
  },
  {
    name: 'does not follow a redirect',
    gives: { name: 'NeonApiError', saysSo: true, asValue: true, followed: 0 },
    async run({ facing, requestsOf }) {
      const { name, message } = (await thrownBy(listProjects(facing('redirect')))) as Error;
      const { error } = await facing('redirect').GET('/projects');
      const followed = await requestsOf('trap');
      return { name, saysSo: message.includes('redirect'), asValue: error !== undefined, followed };
    },
  },
  {
    name: 'keeps the key out of errors',
    gives: { status: 422, message: true, stack: false, json: false, value: false },
    async run({ apiKey, facing }) {
      const error = (await thrownBy(listProjects(facing('telltale')))) as NeonApiError;
      const { error: value } = await facing('telltale').GET('/projects');
      const tells = (what: unknown) => String(what).includes(apiKey);
      return {
        status: error.status,
        message: error.message.includes('you sent'),
        stack: tells(error.stack),
        json: tells(JSON.stringify(error)),
        value: tells(JSON.stringify(value)),
      };
    },
  },
  {
    name: 'reads a compressed response',
    gives: { projects: [], byGet: [] },
    async run({ facing }) {
      const { projects } = await listProjects(facing('gzip'));
      const { data } = await facing('gzip').GET('/projects');
      return { projects, byGet: data?.projects };
    },
  },
  {
    name: 'streams a download',
    gives: DOWNLOAD_BYTES,
    async run({ facing }) {
      const params = { ...BRANCH, bucket_name: 'bucket', object_key: 'folder/object' };
      return sizeOf(await getProjectBranchBucketObject(facing('download'), params));
    },
  },
  {
    name: 'sends a body as a form',
    gives: { mediaType: 'application/x-www-form-urlencoded', body: 'project[name]=second & ä' },
    async run({ facing }) {
      const body = { project: { name: 'second & ä' } };
      const answer = await createProject(facing('echo', { bodyEncoding: form }), { body });
      const { mediaType, body: sent } = answer as unknown as Echo;
      return { mediaType, body: [...new URLSearchParams(sent)].map((pair) => pair.join('=')).join('&') };
    },
  },
  {
    name: 'uploads a file',
    gives: { mediaType: true, path: true, file: true, field: true, authorized: true },
    async run({ facing }) {
      const body = { zip: new Blob(['the archive']), runtime: 'nodejs24' as const };
      const answer = await createProjectBranchFunctionDeployment(facing('echo'), { ...BRANCH, slug: 'hello', body });
      const sent = answer as unknown as Echo;
      return {
        mediaType: sent.mediaType.startsWith('multipart/form-data; boundary='),
        path: sent.path.endsWith('/projects/project/branches/branch/functions/hello/deployments'),
        file: sent.body.includes('the archive'),
        field: /name="runtime"\r\n\r\nnodejs24\r\n/.test(sent.body),
        authorized: sent.authorization.startsWith('Bearer '),
      };
    },
  },
];

interface TimeoutFacts extends NeonError {
  readonly timeoutMs: number;
}

/** The facts of a request that the fault `echo` returns. */
interface Echo {
  readonly path: string;
  readonly mediaType: string;
  readonly authorization: string;
  readonly body: string;
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : typeof error;
}

async function sizeOf(stream: ReadableStream<Uint8Array>): Promise<number> {
  const reader = stream.getReader();
  let bytes = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return bytes;
    bytes += value.length;
  }
}
