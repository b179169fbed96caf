import { createNeonClient } from '@neon-api/client';
import { ensurePreview } from './ensure-preview.ts';
import { createGitHub } from './github.ts';
import { removePreview } from './remove-preview.ts';
import { readSettings } from './settings.ts';
import { sweepPreviews } from './sweep-previews.ts';

const COMMANDS = { ensure: ensurePreview, remove: removePreview, sweep: sweepPreviews };

try {
  const name = process.argv[2] ?? '';
  if (!Object.hasOwn(COMMANDS, name)) throw new Error(`Usage: main.ts ${Object.keys(COMMANDS).join(' | ')}`);
  const settings = readSettings(process.env);
  const neon = createNeonClient(); // reads NEON_API_KEY and NEON_API_BASE_URL
  await COMMANDS[name as keyof typeof COMMANDS]({ neon, settings, github: createGitHub(settings) });
} catch (error) {
  process.stderr.write(`preview: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
