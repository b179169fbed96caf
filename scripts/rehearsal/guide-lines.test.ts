import { expect, test } from 'vitest';
import { firstExample, installLines } from './guide-lines.ts';

const GUIDE = `
npm install @neon-api/ignored

\`\`\`sh
npm install @neon-api/client   # the client
npm install undici
npx @neon-api/codegen generate --out src/neon
npx @neon-api/codegen generate
npx neon-emulator
\`\`\`

\`\`\`ts
first();
\`\`\`

\`\`\`ts
second();
\`\`\`
`;

test('installLines finds the lines that install our packages', () => {
  expect(installLines(GUIDE)).toEqual([
    'npm install @neon-api/client',
    'npx @neon-api/codegen generate --out src/neon',
  ]);
});

test('firstExample finds the first TypeScript block', () => {
  expect(firstExample(GUIDE)).toBe('first();\n');
});
