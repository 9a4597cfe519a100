import type * as z from 'zod';

type Issue = z.core.$ZodIssue;

/**
 * What a schema finds wrong, each with its place. Where a document could be one of several things, it
 * is told as what it comes nearest to: the measure `{ "distinct": "memo", … }` is a bad `distinct`,
 * not "invalid input".
 */
export const schemaFaults = ({ issues }: z.core.$ZodError): { place: string; mend: string }[] =>
  issues
    .flatMap((issue) => nearest(issue, []))
    .map(({ path, message }) => ({ place: path.join('.'), mend: message }));

type Found = { path: PropertyKey[]; message: string };

function nearest(issue: Issue, above: readonly PropertyKey[]): Found[] {
  const path = [...above, ...issue.path];
  const readings = issue.code === 'invalid_union' ? issue.errors : [];
  const faults = readings.map((issues) => ({
    found: issues.flatMap((one) => nearest(one, path)),
    away: issues.reduce((sum, one) => sum + distanceOf(one), 0),
  }));
  // Of two that are as near, the one that got further into the document.
  const [best] = faults.sort((a, b) => a.away - b.away || depthOf(b.found) - depthOf(a.found));
  return best && best.found.length > 0 ? best.found : [{ path, message: issue.message }];
}

const depthOf = (found: readonly Found[]): number =>
  Math.max(0, ...found.map(({ path }) => path.length));

/** How far something is from what was expected: a fault for each field that is missing or too many. */
function distanceOf(issue: Issue): number {
  if (issue.code === 'unrecognized_keys') return issue.keys.length;
  if (issue.code !== 'invalid_union' || issue.errors.length === 0) return 1;
  const readings = issue.errors.map((issues) =>
    issues.reduce((sum, one) => sum + distanceOf(one), 0),
  );
  return Math.min(...readings);
}
