import { messageOf } from '@neon-api/ground';

/** Runs a command and exits with its code. If it throws, prints the message and exits with 2: nothing was tested. */
export async function exitWith(main: () => Promise<number>): Promise<void> {
  // Exiting, unlike being killed, also ends the children.
  process.once('SIGINT', () => process.exit(130));
  process.once('SIGTERM', () => process.exit(143));
  process.exitCode = await main().catch((error: unknown) => {
    process.stderr.write(`${messageOf(error)}\n`);
    return 2;
  });
}
