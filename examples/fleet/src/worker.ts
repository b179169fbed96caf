import { createNeonClient } from '@neon-api/client';
import { createFleet, tenantStep } from '@neon-api/fleet';

// A worker. The fleet reads NEON_FLEET_DATABASE_URL, and the client NEON_API_KEY and the other variables.
const fleet = await createFleet({ neon: (rateLimit) => createNeonClient({ rateLimit }), name: 'tenants' });
// The platform sends SIGTERM. The example that started this process has ended when the channel to it closes.
process.once('SIGTERM', () => fleet.close().then(() => process.exit()));
process.once('disconnect', () => process.exit(1));
await fleet.work({ concurrency: 10, steps: { provision: tenantStep() } });
