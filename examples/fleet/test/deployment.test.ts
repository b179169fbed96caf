import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';

const read = (path: string): string => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8');

/** The variables that a worker needs. */
const VARIABLES = ['NEON_API_KEY', 'NEON_FLEET_DATABASE_URL'];

/** `close` waits 8 seconds, and then hands units back. */
const SHORTEST_GRACE_S = 10;

const { services, secrets } = parse(read('compose.yaml'));
const { worker } = services;
const { metadata, spec } = parse(read('kubernetes.yaml'));
const pod = spec.template.spec;
const [container] = pod.containers;

test('the guide names the variables that the files set', () => {
  const guide = read('../../docs/guides/run-fleet-work-on-several-machines.md');
  for (const name of VARIABLES) expect(guide).toContain(name);
});

test('with Compose, three workers run as another user than root and have time to stop', () => {
  expect(worker.deploy.replicas).toBe(3);
  expect(worker.user).toBe('node');
  expect(worker.stop_grace_period).toMatch(/^\d+s$/);
  expect(Number.parseInt(worker.stop_grace_period, 10)).toBeGreaterThanOrEqual(SHORTEST_GRACE_S);
});

test('with Compose, the variables come from secrets, and node replaces the shell, so that it receives SIGTERM', () => {
  expect(worker.secrets).toEqual(VARIABLES);
  expect(secrets).toEqual(Object.fromEntries(VARIABLES.map((name) => [name, { environment: name }])));
  expect(worker.environment).toBeUndefined();
  const [shell, , script] = worker.command;
  expect(shell).toBe('sh');
  expect(script.trim().split('\n')).toEqual([
    ...VARIABLES.map((name) => `export ${name}="$$(cat /run/secrets/${name})"`),
    'exec node worker.mjs',
  ]);
});

test('on Kubernetes, three workers run as another user than root and have time to stop', () => {
  expect(spec.replicas).toBe(3);
  expect(pod.securityContext).toMatchObject({ runAsNonRoot: true, runAsUser: 1000 });
  expect(pod.terminationGracePeriodSeconds).toBeGreaterThanOrEqual(SHORTEST_GRACE_S);
  expect(container.command).toEqual(['node', 'worker.mjs']);
});

test('on Kubernetes, the selector finds the pods, and the variables come from one secret', () => {
  expect(spec.selector.matchLabels).toEqual(spec.template.metadata.labels);
  expect(spec.template.metadata.labels).toEqual(metadata.labels);
  expect(container.env.map(({ name }: { name: string }) => name)).toEqual(VARIABLES);
  for (const { value, valueFrom } of container.env) {
    expect(value).toBeUndefined();
    expect(valueFrom.secretKeyRef.name).toBe('neon-fleet');
    expect(read('kubernetes.yaml')).toContain(`--from-literal=${valueFrom.secretKeyRef.key}=`);
  }
});

test('the image starts the worker as another user than root, without a shell', () => {
  const lines = read('Dockerfile').trim().split('\n');
  expect(lines.slice(-2)).toEqual(['USER node', 'CMD ["node", "worker.mjs"]']);
});

test.each(['compose.yaml', 'kubernetes.yaml', 'Dockerfile'])('%s has no secret and says what is not tested', (path) => {
  expect(read(path)).not.toMatch(/postgres(ql)?:\/\/|npg_|napi_/);
  expect(read(path)).toMatch(/Not tested/);
});
