type Prepare = (error: Error, frames: NodeJS.CallSite[]) => unknown;

const root = new URL('../../', import.meta.url).href;
const framesLooked = 12;
const knownSites = new Map<string, string>();
const knownFiles = new Map<string, boolean>();

/**
 * Where the code stands that called `below`: "lib/aws/batch-repository.ts:48", the first frame
 * outside of this folder and of the libraries, relative to the project.
 */
export function callSite(below: (...args: never[]) => unknown): string {
  // Mostly it is the very caller, and each frame that is captured costs.
  const frame = callerAmong(stackFrames(below, 1)) ?? callerAmong(stackFrames(below, framesLooked));
  if (!frame) return 'unknown';
  const place = `${frame.getFileName()}:${frame.getPosition()}`;
  const known = knownSites.get(place);
  if (known !== undefined) return known;
  const site = written(frame);
  knownSites.set(place, site);
  return site;
}

const asFrames: Prepare = (_, frames) => frames;

/** The frames themselves: to have the stack written out as text costs more. */
function stackFrames(below: (...args: never[]) => unknown, most: number): NodeJS.CallSite[] {
  const { stackTraceLimit, prepareStackTrace } = Error;
  const holder: { stack?: unknown } = {};
  Error.stackTraceLimit = most;
  Error.prepareStackTrace = asFrames;
  Error.captureStackTrace(holder, below);
  const { stack } = holder;
  Error.stackTraceLimit = stackTraceLimit;
  Error.prepareStackTrace = prepareStackTrace;
  return Array.isArray(stack) ? stack : [];
}

const callerAmong = (frames: readonly NodeJS.CallSite[]): NodeJS.CallSite | undefined =>
  frames.find((frame) => isOurs(frame.getFileName() ?? ''));

function isOurs(file: string): boolean {
  const known = knownFiles.get(file);
  if (known !== undefined) return known;
  const outside = /^$|^node:|\/node_modules\//u.test(file);
  const own = file.includes('/local/simulated/') && !file.endsWith('.test.ts');
  knownFiles.set(file, !(outside || own));
  return !(outside || own);
}

/** A test runner that rewrites sources puts their own lines back when it writes the stack. */
function written(frame: NodeJS.CallSite): string {
  const prepare = Error.prepareStackTrace as Prepare | undefined;
  const text = String(prepare?.(new Error('site'), [frame]) ?? '');
  const [, file, line] = /((?:file:\/\/)?\/[^\s():]+):(\d+):\d+/.exec(text) ?? [];
  const at = file ?? frame.getFileName() ?? '';
  const url = at.startsWith('file:') ? at : `file://${at}`;
  const name = url.startsWith(root) ? url.slice(root.length) : url;
  return `${name.split('?')[0]}:${line ?? frame.getLineNumber()}`;
}
