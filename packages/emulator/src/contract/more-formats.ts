/** Formats of Neon's document that JSON Schema does not know. */
export const MORE_FORMATS = {
  int: { type: 'number', validate: (value: number): boolean => Number.isInteger(value) },
  uint64: { type: 'number', validate: (value: number): boolean => Number.isInteger(value) && value >= 0 },
} as const;
