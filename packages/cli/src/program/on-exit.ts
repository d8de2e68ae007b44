/** Takes a command's exit code. */
export type OnExit = (code: number) => void;
