import type { Match } from '../indicators/match.ts';

/** Where a match is explained, as of its last entry. */
export const explanationLink = ({
  subject,
  indicator,
  until,
}: Pick<Match, 'subject' | 'indicator' | 'until'>): string =>
  `${explanationPath({ subject, indicator })}?asOf=${encodeURIComponent(until)}`;

export const explanationPath = ({
  subject,
  indicator,
}: Pick<Match, 'subject' | 'indicator'>): string =>
  `/v1/subjects/${subject}/indicators/${indicator}`;
