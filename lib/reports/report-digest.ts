import { canonicalJson } from '../canonical-json.ts';
import { digest } from '../identifiers.ts';
import type { Report } from './report.ts';

/**
 * Tells whether two versions of a report say the same. The action is left out: a report that is sent
 * again whole says what it said, whether it is called `submit` or `change`.
 */
export function reportDigest({ action, ...content }: Report): string {
  return digest(canonicalJson(content));
}
