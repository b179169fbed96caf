import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

// Neon's default page size is 10, which is easy to overlook.
const DEFAULT_LIMIT = 10;

const projects = Array.from({ length: Number(process.argv[2]) }, (_, index) => ({
  id: `quiet-field-${String(index).padStart(8, '0')}`,
  name: `project ${index}`,
  region_id: 'aws-us-east-1',
  pg_version: 17,
  created_at: '2026-01-01T00:00:00Z',
}));
let requests = 0;

const server = createServer((request, response) => {
  requests += 1;
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://127.0.0.1');
  request.resume();
  response.setHeader('content-type', 'application/json');
  if (!pathname.endsWith('/projects')) {
    response.end(JSON.stringify({ project: projects[0] }));
    return;
  }
  const limit = Number(searchParams.get('limit') ?? DEFAULT_LIMIT);
  const from = Number(searchParams.get('cursor') ?? 0);
  const page = projects.slice(from, from + limit);
  // Like in Neon, the last full page still has a cursor.
  const pagination = page.length > 0 && { pagination: { cursor: String(from + page.length) } };
  response.end(JSON.stringify({ projects: page, ...pagination }));
});

server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port));
process.on('message', () => {
  process.send?.(requests);
  requests = 0;
});
process.on('disconnect', () => process.exit());
