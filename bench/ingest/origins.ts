import { readFileSync } from 'node:fs';
import type { Profiler } from 'node:inspector';
import { SourceMap } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where a function of a profile was written. */
export type Origin = {
  /** `lib`, or the name of a package; `node` for what comes with Node. */
  owner: string;
  /** The function's name and place, as "isKey lib/reports/parse-json.ts:98". */
  name: string;
};

type Frame = Profiler.ProfileNode['callFrame'];

const root = join(import.meta.dirname, '..', '..');

/**
 * Tells of the frames of bundles where they were written, by the bundles' source maps; undefined for
 * what is written nowhere, as functions of the engine are.
 */
export function originsOf(): (frame: Frame) => Origin | undefined {
  const maps = new Map<string, SourceMap>();
  const mapOf = (url: string) => {
    const known = maps.get(url) ?? readMap(url);
    maps.set(url, known);
    return known;
  };
  const found = new Map<string, Origin | undefined>();
  return (frame) => {
    const { url, lineNumber, columnNumber } = frame;
    const place = `${url}:${lineNumber}:${columnNumber}`;
    if (!found.has(place)) found.set(place, originOf(frame, mapOf));
    return found.get(place);
  };
}

const readMap = (url: string) =>
  new SourceMap(JSON.parse(readFileSync(`${fileURLToPath(url)}.map`, 'utf8')));

function originOf(frame: Frame, mapOf: (url: string) => SourceMap): Origin | undefined {
  const { url, functionName, lineNumber, columnNumber } = frame;
  if (url.startsWith('node:')) return { owner: 'node', name: `${functionName} ${url}` };
  if (!url.endsWith('/index.mjs')) return undefined;
  const entry = mapOf(url).findEntry(lineNumber, columnNumber);
  if (!('originalSource' in entry)) return undefined;
  const path = sourceFrom(entry.originalSource);
  const [, owner = 'lib'] = /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path) ?? [];
  const line = entry.originalLine + 1;
  return { owner, name: `${nameAt(path, line) || functionName} ${path}:${line}` };
}

/** Paths in the maps lead from `cdk.out/bundles/NAME/` up to the root. */
const sourceFrom = (source: string): string => source.replace(/^(\.\.\/)+/, '');

const texts = new Map<string, string[]>();

/** The bundle's names are shortened: what is declared on a line tells more. */
function nameAt(path: string, line: number): string {
  const lines = texts.get(path) ?? linesOf(path);
  texts.set(path, lines);
  const [, one, other, third] =
    /(?:function\*?\s+([\w$]+))|(?:(?:const|let|var)\s+([\w$]+)\s*=)|^\s*(?:async\s+)?\*?([\w$#]+)\s*[(:]/.exec(
      lines[line - 1] ?? '',
    ) ?? [];
  return one ?? other ?? third ?? '';
}

function linesOf(path: string): string[] {
  try {
    return readFileSync(join(root, path), 'utf8').split('\n');
  } catch {
    return [];
  }
}
