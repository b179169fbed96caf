import { messageOf } from '@neon-api/ground';

/** Runs a command and exits with its code; with 2, and the message, when it throws: nothing could be tried. */
export async function exitWith(main: () => Promise<number>): Promise<void> {
  // To exit, rather than to be killed, ends the children too.
  process.once('SIGINT', () => process.exit(130));
  process.once('SIGTERM', () => process.exit(143));
  process.exitCode = await main().catch((error: unknown) => {
    process.stderr.write(`${messageOf(error)}\n`);
    return 2;
  });
}
