import { setTimeout as wait } from 'node:timers/promises';
import { exitCodes } from './exit-codes.ts';
import { describeProblem, Failure, type Problem, PutRefused, Refusal, usage } from './failure.ts';

/** The HTTP API as the commands use it. A request that may be repeated is repeated. */
export type Api = {
  url: URL;
  get(path: string): Promise<unknown>;
  post(path: string, body: string | ArrayBuffer, headers: Record<string, string>): Promise<unknown>;
  /**
   * Puts bytes where the API gave leave to, without the token.
   *
   * @throws PutRefused
   */
  put(url: string, body: Blob, headers: Record<string, string>): Promise<void>;
};

export type ApiOptions = {
  api: string;
  token?: string;
  /** How often a request is tried when nobody answers any more; a long upload is worth minutes. */
  attemptsOnceAnswered?: number;
  /** Tells the person that a busy API is waited for, one line a wait. */
  say?: (line: string) => void;
  /** Waits so many milliseconds; tests do not wait. */
  pause?: (milliseconds: number) => Promise<unknown>;
};

const attempts = 6;
/** Nobody at the address is more often a mistake than a passing trouble. */
const attemptsWithoutAnswer = 4;
/** Once there was an answer the address is right, and the line has dropped: some four minutes of it. */
const patientAttempts = 14;
const longestPause = 30_000;
/** What the API itself asks for is waited for longer: limits of the intake fill up within minutes. */
const longestAskedPause = 15 * 60_000;

export function connect({
  api,
  token,
  attemptsOnceAnswered = patientAttempts,
  say = () => {},
  pause = wait,
}: ApiOptions): Api {
  const url = readUrl(api, token);
  const authorization: Record<string, string> = token ? { authorization: `Bearer ${token}` } : {};

  let answered = false;
  const ask = async (target: URL, request: RequestInit): Promise<Response> => {
    for (let attempt = 1; ; attempt += 1) {
      const answer = await fetch(target, request).catch((cause: unknown) => cause as Error);
      if (answer instanceof Error) {
        const most = answered ? attemptsOnceAnswered : attemptsWithoutAnswer;
        if (attempt >= most) throw unreachable(target, answer);
        await pause(pauseBefore(attempt));
        continue;
      }
      answered = true;
      const busy = answer.status === 429 || answer.status >= 500;
      if (!busy || attempt === attempts) return answer;
      const milliseconds = pauseAfter(answer, attempt);
      const why = await headlineOf(answer);
      if (milliseconds > 0) say(`${why}; trying again in ${inWords(milliseconds)}`);
      await pause(milliseconds);
    }
  };

  const askForJson = async (path: string, request: RequestInit): Promise<unknown> => {
    const target = new URL(path.replace(/^\//, ''), url);
    const answer = await ask(target, {
      ...request,
      headers: { accept: 'application/json', ...authorization, ...request.headers },
    });
    if (!answer.ok) throw await refused(answer);
    return answer.json().catch((cause: unknown) => {
      throw new Failure(exitCodes.refused, `${target.origin} did not answer with JSON`, { cause });
    });
  };

  return {
    url,
    get: (path) => askForJson(path, {}),
    post: (path, body, headers) => askForJson(path, { method: 'POST', body, headers }),
    put: async (target, body, headers) => {
      const answer = await ask(new URL(target), { method: 'PUT', body, headers });
      // The bytes are there already when the answer to an earlier try was lost.
      if (answer.ok || answer.status === 412) return;
      await answer.body?.cancel();
      throw new PutRefused(answer.status);
    },
  };
}

/** A token is a secret: it travels encrypted, or stays on this machine. */
function readUrl(api: string, token?: string): URL {
  if (!URL.canParse(api)) throw usage(`Not an address: ${api}`);
  const url = new URL(api.endsWith('/') ? api : `${api}/`);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    throw usage(`The API is reached by https or http: ${api}`);
  }
  if (token && url.protocol === 'http:' && !isThisMachine(url)) {
    throw usage('A token is sent to https addresses only, or to localhost');
  }
  return url;
}

export const isThisMachine = ({ hostname }: URL): boolean =>
  hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname);

/** As long as the answer asks for, within reason; else a little longer each time. */
function pauseAfter(answer: Response, attempt: number): number {
  const asked = askedPause(answer);
  return asked === undefined ? pauseBefore(attempt) : Math.min(asked, longestAskedPause);
}

/** The milliseconds that an answer asks to wait, in seconds or until a date. */
function askedPause({ headers }: Response): number | undefined {
  const asked = headers.get('retry-after');
  if (asked === null) return undefined;
  const isSeconds = /^\d{1,9}$/.test(asked);
  const milliseconds = isSeconds ? Number(asked) * 1000 : Date.parse(asked) - Date.now();
  return Number.isNaN(milliseconds) ? undefined : Math.max(milliseconds, 0);
}

const pauseBefore = (attempt: number): number => Math.min(250 * 2 ** attempt, longestPause);

/** Why the API is busy, on one line. */
async function headlineOf(answer: Response): Promise<string> {
  const problem = asProblem(await answer.text().catch(() => ''));
  return describeProblem({ ...problem, errors: undefined }, answer.status).replace('\n  ', ': ');
}

async function refused(answer: Response): Promise<Refusal> {
  const asked = askedPause(answer);
  const problem = asProblem(await answer.text());
  return new Refusal(problem, answer.status, asked ? comeBack(asked) : undefined);
}

const comeBack = (milliseconds: number): string => {
  const at = new Date(Date.now() + milliseconds).toISOString().replace(/\.\d+/, '');
  return `Given up for now; come back in ${inWords(milliseconds)}, at ${at}`;
};

/** Seconds, or minutes where they are many; never less than it is. */
const inWords = (milliseconds: number): string => {
  const seconds = Math.ceil(milliseconds / 1000);
  return seconds <= 120 ? `${seconds} s` : `${Math.ceil(seconds / 60)} min`;
};

/** A gateway in between may answer with a page instead of a problem. */
function asProblem(body: string): Problem {
  try {
    const problem: unknown = JSON.parse(body);
    return typeof problem === 'object' && problem !== null ? problem : {};
  } catch {
    return {};
  }
}

function unreachable(target: URL, cause: Error): Failure {
  const { code } = (cause.cause ?? {}) as { code?: unknown };
  const why = typeof code === 'string' ? ` (${code})` : '';
  return new Failure(exitCodes.unreachable, `${target.origin} cannot be reached${why}`, { cause });
}
