// Separate from the commands, so that --help can list the choices without loading a command.

export const DIFF_FORMATS = ['text', 'json', 'markdown'] as const;
export const FAIL_LIMITS = ['major', 'minor', 'any'] as const;
export const HISTORY_FORMATS = ['text', 'json'] as const;
