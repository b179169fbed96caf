import { readFileSync } from 'node:fs';
import { messageOf } from '@neon-api/ground';
import type { Command } from 'commander';
import { EmulatorUsageError } from '../errors/index.ts';
import type { EmulatorOptions } from '../start/index.ts';
import type { CliOptions } from './command.ts';

type FlagName = 'json' | 'open' | 'project' | 'writeEnv' | 'branchPerRun';
type CommandFlags = { readonly [Name in FlagName]: CliOptions[Name] | undefined };

export interface CliRun {
  /** The flags that are about the command, not about the emulator. */
  readonly flags: CommandFlags;
  readonly options: EmulatorOptions;
}

/**
 * Merges all options: flags override the environment, which overrides the file, which overrides the defaults.
 *
 * @throws EmulatorUsageError if the file cannot be read.
 */
export function readOptions(command: Command): CliRun {
  const {
    config,
    allowHost,
    hosts: _hosts,
    json,
    open,
    project,
    writeEnv,
    branchPerRun,
    ...given
  } = command.opts<CliOptions>();
  const fromFile = config === undefined ? {} : readConfigFile(config);
  const isDefault = ([name]: [string, unknown]): boolean => command.getOptionValueSource(name) === 'default';
  const defaults = Object.fromEntries(Object.entries(given).filter(isDefault));
  const chosen = Object.fromEntries(Object.entries(given).filter((entry) => !isDefault(entry)));
  const off = Object.fromEntries(Object.entries(given).flatMap(([name, value]) => turnOff(command, name, value)));
  const limits = typeof given.limits === 'string' ? { limits: resolvePlan(given.limits) } : {};
  // startEmulator validates names and values, regardless of their source.
  const names = allowHost ? { allowHosts: allowHost } : {};
  const flags = { json, open, project, writeEnv, branchPerRun };
  return { flags, options: { ...defaults, ...fromFile, ...chosen, ...off, ...limits, ...names } as EmulatorOptions };
}

const OFF: readonly (string | undefined)[] = ['0', 'false'];

/** Commander turns a switch on for any text in its variable. Returns the opposite for the texts that mean off. */
function turnOff(command: Command, name: string, value: unknown): [string, boolean][] {
  if (typeof value !== 'boolean' || command.getOptionValueSource(name) !== 'env') return [];
  const variable = command.options.find((option) => option.attributeName() === name)?.envVar ?? '';
  return OFF.includes(process.env[variable]) ? [[name, !value]] : [];
}

/** In the environment, a boolean flag is text too. */
function resolvePlan(text: string): boolean | { readonly plan: string } {
  if (['', '1', 'true'].includes(text)) return true;
  return OFF.includes(text) ? false : { plan: text };
}

function readConfigFile(path: string): object {
  try {
    const config: unknown = JSON.parse(readFileSync(path, 'utf8'));
    if (typeof config === 'object' && config !== null && !Array.isArray(config)) return config;
    throw new Error('it must contain one JSON object');
  } catch (error) {
    throw new EmulatorUsageError(`Cannot read the --config file ${path}: ${messageOf(error)}.`);
  }
}
