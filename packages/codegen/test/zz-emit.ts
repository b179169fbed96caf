import { facts, makeLock } from '../src/contract/index.ts';
import { emitTypes } from '../src/emit/index.ts';
import { historicalDocument } from './historical-document.ts';
import { mutated } from './mutations/mutate.ts';
import { asRead } from '../src/verify/verification-documents.ts';
const p = mutated(facts(historicalDocument('2.7.3')), JSON.parse(process.argv[2]!));
const doc = asRead(p!.after);
const f = await emitTypes({ document: doc, lock: makeLock({from:'file',file:'x',sha256:'0'} , doc, ''), licence: undefined });
for (const x of f) if (x.path.endsWith('.d.ts')) console.log('=====', x.path, '\n' + x.content);
