/** What the process returns; shown in `--help`. Meanings stand in the messages under `exitCodes`. */
export const exitCodes = {
  ok: 0,
  internal: 1,
  usage: 2,
  notRunning: 3,
  someFailed: 4,
  badInput: 5,
  interrupted: 130,
} as const;

export type ExitName = keyof typeof exitCodes;
export type ExitCode = (typeof exitCodes)[ExitName];
