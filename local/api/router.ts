import type { Route } from '../template/routes.ts';

export type Match = { route: Route; pathParameters: Record<string, string> };

type Segment = { text: string; kind: 'literal' | 'variable' | 'greedy' };
type Pattern = { route: Route; method: string; segments: Segment[] };

const rank = { literal: 0, variable: 1, greedy: 2 };

/** Finds a request's route as an HTTP API does: the most literal path wins, $default comes last. */
export function createRouter(routes: Route[]) {
  const fallback = routes.find(({ key }) => key === '$default');
  const patterns = routes
    .filter((route) => route !== fallback)
    .map(patternOf)
    .sort(bySpecificity);

  return (method: string, path: string): Match | undefined => {
    const parts = path.split('/').slice(1);
    for (const { route, method: wanted, segments } of patterns) {
      if (wanted !== 'ANY' && wanted !== method) continue;
      const pathParameters = matchPath(segments, parts);
      if (pathParameters) return { route, pathParameters };
    }
    return fallback && { route: fallback, pathParameters: {} };
  };
}

function patternOf(route: Route): Pattern {
  const [method = '', path = ''] = route.key.split(' ');
  const segments = path
    .split('/')
    .slice(1)
    .map((text): Segment => {
      const [, name, greedy] = text.match(/^\{(.+?)(\+?)\}$/) ?? [];
      if (name === undefined) return { text, kind: 'literal' };
      return { text: name, kind: greedy ? 'greedy' : 'variable' };
    });
  return { route, method, segments };
}

function bySpecificity(one: Pattern, other: Pattern): number {
  const length = Math.max(one.segments.length, other.segments.length);
  for (let at = 0; at < length; at++) {
    const difference = rankOf(one.segments[at]) - rankOf(other.segments[at]);
    if (difference !== 0) return difference;
  }
  return Number(one.method === 'ANY') - Number(other.method === 'ANY');
}

const rankOf = (segment: Segment | undefined) => (segment ? rank[segment.kind] : 3);

function matchPath(segments: Segment[], parts: string[]): Record<string, string> | undefined {
  const parameters: Record<string, string> = {};
  for (const [at, { text, kind }] of segments.entries()) {
    const part = parts[at];
    if (part === undefined || (part === '' && kind !== 'literal')) return undefined;
    if (kind === 'greedy') return { ...parameters, [text]: decode(parts.slice(at).join('/')) };
    if (kind === 'literal' && part !== text) return undefined;
    if (kind === 'variable') parameters[text] = decode(part);
  }
  return parts.length === segments.length ? parameters : undefined;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
