import type { Profiler } from 'node:inspector';
import { type Origin, originsOf } from './origins.ts';
import type { Profiled } from './profiles.ts';

/** Milliseconds of processor time. */
export type ProcessorTime = {
  /** All of the threads that were watched. */
  total: number;
  /** By whose code was at work; what that called of Node and of the engine belongs to it. */
  byOwner: Map<Owner, number>;
  /** The same of our code and the libraries that it uses, by the file or package. */
  bySource: Map<string, number>;
  /** Our functions: in themselves with what they call of Node and the engine; and with all they call. */
  functions: Map<string, { self: number; all: number }>;
  /** What our code and libraries called of Node and of the engine. */
  builtins: Map<string, number>;
  garbage: number;
};

export const owners = ['ours', 'libraries', 'sdk', 'node'] as const;
/**
 * `ours`: lib, functions, events. `libraries`: those that we chose, such as zod. `sdk`: the AWS SDK.
 * `node`: connections, streams and timers, where nobody of the others called.
 */
type Owner = (typeof owners)[number];

type Node = Profiler.ProfileNode;

/**
 * Splits what threads did by who did it. A profile says in which function a thread was found how often;
 * the thread's processor time says how long that was, also where others had the processor in between.
 * Garbage collection, and what the engine did outside of functions, is split as the rest is.
 */
export function processorTime(profiled: readonly Profiled[]): ProcessorTime {
  const time: ProcessorTime = {
    total: 0,
    byOwner: new Map(),
    bySource: new Map(),
    functions: new Map(),
    builtins: new Map(),
    garbage: 0,
  };
  const originOf = originsOf();
  for (const one of profiled) addThread(time, one, originOf);
  return time;
}

type OriginOf = ReturnType<typeof originsOf>;

function addThread(
  time: ProcessorTime,
  { processorMs, profile }: Profiled,
  originOf: OriginOf,
): void {
  const hits = (names: readonly string[]) =>
    profile.nodes.reduce(
      (sum, { callFrame, hitCount = 0 }) =>
        names.includes(callFrame.functionName) ? sum + hitCount : sum,
      0,
    );
  const busy =
    profile.nodes.reduce((sum, { hitCount = 0 }) => sum + hitCount, 0) - hits(['(idle)']);
  if (busy === 0) return;
  const garbage = hits(['(garbage collector)']);
  const named = busy - garbage - hits(['(program)', '(root)']);
  time.total += processorMs;
  time.garbage += (processorMs * garbage) / busy;
  const msPerHit = processorMs / named;
  const byId = new Map(profile.nodes.map((node) => [node.id, node]));
  const root = profile.nodes[0];
  if (root) addNode(time, root, { byId, originOf, msPerHit, callers: [] });
}

type Walk = {
  byId: ReadonlyMap<number, Node>;
  originOf: OriginOf;
  msPerHit: number;
  /** Of the bundle, the innermost last. */
  callers: readonly Origin[];
};

/** @returns the milliseconds of the node with all that it called. */
function addNode(time: ProcessorTime, node: Node, walk: Walk): number {
  const { callFrame, hitCount = 0, children = [] } = node;
  const name = callFrame.functionName;
  if (notCode.has(name)) return 0;
  const origin = walk.originOf(callFrame);
  const isBundled = origin !== undefined && origin.owner !== 'node';
  const callers = isBundled ? [...walk.callers, origin] : walk.callers;
  const self = hitCount * walk.msPerHit;
  addSelf(time, self, callers.at(-1), isBundled ? undefined : (origin?.name ?? name));
  let all = self;
  for (const id of children) {
    const child = walk.byId.get(id);
    if (child) all += addNode(time, child, { ...walk, callers });
  }
  // Of a function that calls itself only the outermost call counts.
  if (
    isBundled &&
    origin.owner === 'lib' &&
    !walk.callers.some((one) => one.name === origin.name)
  ) {
    functionOf(time, origin.name).all += all;
  }
  return all;
}

const notCode = new Set(['(idle)', '(garbage collector)', '(program)']);

function addSelf(
  time: ProcessorTime,
  self: number,
  caller: Origin | undefined,
  builtin: string | undefined,
): void {
  if (self === 0) return;
  const owner = caller ? ownerOf(caller) : isOurWork(builtin ?? '') ? 'ours' : 'node';
  add(time.byOwner, owner, self);
  if (owner === 'ours' || owner === 'libraries') {
    add(time.bySource, caller ? sourceOf(caller) : 'zlib and crypto, called back', self);
    if (builtin !== undefined) add(time.builtins, builtin, self);
  }
  if (caller?.owner === 'lib') functionOf(time, caller.name).self += self;
}

function ownerOf({ owner }: Origin): Owner {
  if (owner === 'lib') return 'ours';
  return /^@(aws-sdk|aws-crypto|aws|smithy)\//.test(owner) ? 'sdk' : 'libraries';
}

/** What Node does for our unpacking and hashing comes back to it from elsewhere. */
const isOurWork = (builtin: string): boolean => /node:(internal\/crypto|zlib)/.test(builtin);

const sourceOf = ({ owner, name }: Origin): string =>
  owner === 'lib' ? (/ (.*):\d+$/.exec(name)?.[1] ?? name) : owner;

function functionOf({ functions }: ProcessorTime, name: string) {
  const known = functions.get(name) ?? { self: 0, all: 0 };
  functions.set(name, known);
  return known;
}

function add<K>(sums: Map<K, number>, key: K, value: number): void {
  sums.set(key, (sums.get(key) ?? 0) + value);
}
