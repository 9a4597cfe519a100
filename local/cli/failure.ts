import { type ExitCode, exitCodes } from './exit-codes.ts';
import { plainText } from './plain-text.ts';

/** Ends a command with a sentence for the person and a code for the script. */
export class Failure extends Error {
  readonly exitCode: ExitCode;

  constructor(exitCode: ExitCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.exitCode = exitCode;
  }
}

/** What the API did not take, and how it said so. */
export class Refusal extends Failure {
  readonly problem: Problem;
  readonly status: number;

  /** @param advice what the person may do now. */
  constructor(problem: Problem, status: number, advice?: string) {
    const described = describeProblem(problem, status);
    super(exitCodes.refused, advice === undefined ? described : `${described}\n  ${advice}`);
    this.problem = problem;
    this.status = status;
  }
}

/** The store did not take bytes that the API gave leave to put. */
export class PutRefused extends Failure {
  readonly status: number;

  constructor(status: number) {
    super(exitCodes.refused, `The upload was refused (HTTP ${status})`);
    this.status = status;
  }
}

export const usage = (message: string, options?: ErrorOptions) =>
  new Failure(exitCodes.usage, message, options);

/** RFC 9457, as far as it is printed; a gateway in between says no more than a `message`. */
export type Problem = {
  type?: unknown;
  title?: unknown;
  detail?: unknown;
  code?: unknown;
  message?: unknown;
  errors?: unknown;
};

/** What the API says is wrong: title, detail and each error on a line of its own. */
export function describeProblem(problem: Problem, status?: number): string {
  const { title, detail, code, message, errors } = problem;
  const headline = text(title) ?? text(code) ?? text(message) ?? 'The request was refused';
  const lines = Array.isArray(errors) ? errors.map((error) => `  - ${describeError(error)}`) : [];
  return [
    status === undefined ? headline : `${headline} (HTTP ${status})`,
    ...(text(detail) === undefined ? [] : [`  ${text(detail)}`]),
    ...lines,
  ].join('\n');
}

function describeError(error: unknown): string {
  if (typeof error !== 'object' || error === null) return plainText(String(error));
  const { pointer, path, code, message, detail } = error as Record<string, unknown>;
  const where = text(pointer) ?? (Array.isArray(path) ? path.join('/') : text(path));
  const what = text(message) ?? text(detail) ?? text(code) ?? 'not accepted';
  return where === undefined ? what : `${plainText(where)}: ${what}`;
}

const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? plainText(value) : undefined;
