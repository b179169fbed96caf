// Pushes the built action as tags. Runs without an installation, in a Node that reads TypeScript, so that no other code
// runs in the job that may push.
import { ROOT, readText } from '../repository.ts';
import { tagAction } from './tag-action.ts';

const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error('Usage: tag-action-main FOLDER, the folder that release:action has written.');
const { version } = JSON.parse(readText('packages/types/package.json').text) as { version: string };
tagAction({ folder, version, checkout: ROOT });
