import { register } from 'node:module';
import { configureCopies } from './configure-copies.ts';
import { redirectGlobals } from './redirect-globals.ts';

redirectGlobals(globalThis, process.env);
configureCopies(process.env);
// Node loads the hooks in a thread of its own, by their path. Both modules are entries of the build, in one folder.
register(import.meta.url.endsWith('.ts') ? './load-hook.ts' : './load-hook.js', import.meta.url);
