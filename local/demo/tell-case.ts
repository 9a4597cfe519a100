import type { CaseView } from '../../lib/cases/api.ts';
import { type Matches, strongestOfEachFamily } from './strongest.ts';
import { wrap } from './wrap.ts';

/** One case for a person: who, why with numbers, and from which published sources. */
export function tellCase({ case: theCase, assessment }: CaseView): string[] {
  if (!assessment) return [];
  const title = assessment.typologies.find(({ typology }) => typology === theCase.typology);
  const entries = new Set(assessment.matches.flatMap(({ evidence }) => evidence));
  const told = strongestOfEachFamily(assessment.matches);
  return [
    `   ${title?.title?.en ?? theCase.typology} (${theCase.outcome}, ${theCase.caseId})`,
    ...assessment.subjects.flatMap(({ displayName, role, city, province }) =>
      wrap(
        `${displayName ?? 'Somebody unnamed'}, ${[city, province].filter(Boolean).join(', ')}: ${roles[role]}`,
        '     ',
      ),
    ),
    `     Why, from ${entries.size} transactions:`,
    ...told.flatMap(({ sentence, about }) =>
      wrap(`${sentence.en} [${sourcesOf(about)}]`, '     - '),
    ),
  ];
}

type Role = NonNullable<CaseView['assessment']>['subjects'][number]['role'];

const roles: Record<Role, string> = {
  'controller-like': 'seems to control or collect',
  'exploited-like': 'possibly a victim',
  facilitator: 'seems to facilitate',
  buyer: 'a buyer, counted only',
  unknown: 'role unknown',
};

const sourcesOf = (about: Matches[number]['about']): string =>
  about?.sources.map(({ document, item }) => `${document} ${item}`).join('; ') ?? '';
