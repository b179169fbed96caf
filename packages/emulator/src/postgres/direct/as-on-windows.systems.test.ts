import { expect } from 'vitest';
import { testAllSystems } from '../../../test/support/systems.ts';
import { startTestPostgres } from '../../../test/support/use-postgres.ts';

testAllSystems('without Unix sockets, the emulator’s own sessions share the port with clients', async () => {
  await using postgres = await startTestPostgres({ platform: 'win32', direct: true });
  await postgres.createBranch('main');
  await postgres.dataPlane.startEndpoint('ep-main');
  const direct = { port: postgres.dataPlane.address?.directPortOf?.('ep-main') ?? 0, options: '' };
  expect(await postgres.query('main', 'SELECT inet_server_port()', direct)).toEqual([direct.port]);
  await postgres.dataPlane.applyRole('br-main', { name: 'owner', password: 'second' });
  expect(await postgres.query('main', 'SELECT 1', { ...direct, password: 'second' })).toEqual([1]);
});
