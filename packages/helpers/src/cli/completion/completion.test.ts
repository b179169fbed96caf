import { execFileSync, spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { runCommand } from '../../../test/run-command.ts';
import { COMMANDS } from '../commands/index.ts';

const scriptFor = async (shell: string): Promise<string> => (await runCommand(['completion', shell], { env: {} })).out;

const isInstalled = (shell: string): boolean => spawnSync(shell, ['-c', 'exit 0']).status === 0;

describe('completion', () => {
  test.each(['bash', 'zsh', 'fish'])('the script for %s has every command, action and flag', async (shell) => {
    const script = await scriptFor(shell);
    for (const [name, { actions = [], values, switches }] of COMMANDS) {
      expect(script).toContain(name);
      for (const word of [...actions, ...Object.keys({ ...values, ...switches })]) expect(script).toContain(word);
    }
    for (const flag of ['base-url', 'project', 'json', 'yes']) expect(script).toContain(flag);
  });

  test.each(['bash', 'zsh'].filter(isInstalled))('%s can parse its script', async (shell) => {
    expect(spawnSync(shell, ['-n'], { input: await scriptFor(shell), encoding: 'utf8' })).toMatchObject({
      status: 0,
      stderr: '',
    });
  });

  test.skipIf(!isInstalled('bash')).each([
    ['pre', 'preview'],
    ['', 'projects preview cleanup uris tree diff rotate completion help'],
    ['preview en', 'ensure'],
    ['preview ensure --exp', '--expires-in'],
    ['projects del', 'delete'],
    ['cleanup --op', '--open-keys'],
    ['completion z', 'zsh'],
    ['tree --pro', '--project --profile'],
  ])('bash completes `neon-helpers %s` with %s', async (line, expected) => {
    const words = ['neon-helpers', ...line.split(' ')];
    const ask = `${await scriptFor('bash')}
      COMP_WORDS=(${words.map((word) => `'${word}'`).join(' ')}); COMP_CWORD=${words.length - 1}
      _neon_helpers; echo "\${COMPREPLY[*]}"`;
    expect(execFileSync('bash', ['-c', ask], { encoding: 'utf8' })).toBe(`${expected}\n`);
  });

  test.skipIf(!isInstalled('fish')).each([
    ['neon-helpers pre', 'preview'],
    ['neon-helpers projects del', 'delete'],
    ['neon-helpers cleanup --op', '--open-keys'],
  ])('fish completes `%s` with %s', async (line, expected) => {
    const ask = `${await scriptFor('fish')}\ncomplete --do-complete '${line}'`;
    expect(execFileSync('fish', ['-c', ask], { encoding: 'utf8' }).split(/[\t\n]/)).toContain(expected);
  });
});
