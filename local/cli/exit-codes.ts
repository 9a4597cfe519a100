/** What a script learns from `moneytrail` without reading a word. Documented in `--help`. */
export const exitCodes = {
  /** Everything was accepted, or had been before. */
  done: 0,
  /** The API refused the request, the batch failed as a whole, or rules are faulty. */
  refused: 1,
  /** The command itself was wrong: an option, a file, a missing token. */
  usage: 2,
  /** The batch was taken, and some of its records were not. */
  someRejected: 3,
  /** No answer from the API, however often it was asked. */
  unreachable: 4,
} as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];
