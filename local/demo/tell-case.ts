import type { CaseView } from '../../lib/cases/api.ts';

/** One case for a person: who, why with numbers, from which published alerts, and what is unsure. */
export function tellCase({ case: theCase, assessment }: CaseView): string[] {
  if (!assessment) return [];
  const title = assessment.typologies.find(({ typology }) => typology === theCase.typology);
  const entries = new Set(assessment.matches.flatMap(({ evidence }) => evidence));
  return [
    `${title?.title?.en ?? theCase.typology} — ${theCase.outcome}, ${theCase.caseId}`,
    ...assessment.subjects.map(
      ({ displayName, role, city, province }) =>
        `  ${displayName ?? 'Somebody unnamed'} (${[city, province].filter(Boolean).join(', ')}): ${role === 'unknown' ? 'role unknown' : role}`,
    ),
    `  Why, from ${entries.size} transactions:`,
    ...strongest(assessment.matches).map(
      ({ sentence, about }) => `   - ${sentence.en} [${sourceOf(about)}]`,
    ),
  ];
}

type Matches = NonNullable<CaseView['assessment']>['matches'];

/** The strongest match of each family: enough to see why, not all there is. */
function strongest(matches: Matches): Matches {
  const byFamily = new Map<string, Matches[number]>();
  for (const match of matches) {
    const held = byFamily.get(match.family);
    if (!held || held.strength < match.strength) byFamily.set(match.family, match);
  }
  return [...byFamily.values()].sort((a, b) => b.strength - a.strength);
}

const sourceOf = (about: Matches[number]['about']) =>
  about?.sources.map(({ document, item }) => `${document} ${item}`).join('; ') ?? '';
