import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AssessmentSummary } from '../../lib/cases/api.ts';
import { ledgerKey } from '../../lib/identifiers.ts';
import type { Colleague } from './colleague.ts';
import { readAssessments } from './read-assessments.ts';
import { wrap } from './wrap.ts';

type Planted = {
  name: string;
  kind: 'story' | 'look-alike';
  clients: { entity: string; clientNumber: string }[];
};

const path = join(import.meta.dirname, '..', '..', 'events', 'batches', 'planted.json');

/** What was looked at and left alone, and why: the innocent look-alikes that were planted. */
export async function tellLeftAlone(analyst: Colleague): Promise<string[]> {
  const looked = [
    ...(await readAssessments(analyst, 'watch')),
    ...(await readAssessments(analyst, 'none')),
  ];
  const planted = JSON.parse(readFileSync(path, 'utf8')) as Planted[];
  return planted
    .filter(({ kind }) => kind === 'look-alike')
    .flatMap(({ name, clients }) => {
      const keys = clients.map(({ entity, clientNumber }) =>
        ledgerKey('party', 'client', entity, clientNumber),
      );
      const found = looked.filter(({ subjects }) => subjects.some((key) => keys.includes(key)));
      const reasons = [...new Set(found.map(why))].join(' ') || 'No indicator held.';
      return [`   ${name.replaceAll('-', ' ')}`, ...wrap(reasons, '     ')];
    });
}

function why({ outcome, indicators, explanations, typologies }: AssessmentSummary): string {
  const many = indicators.length === 1 ? '1 indicator' : `${indicators.length} indicators`;
  const held = `${many} held, ${outcome === 'watch' ? 'kept on watch' : 'nothing raised'}.`;
  const cap = typologies.find(({ cappedBy }) => cappedBy)?.reasons[0]?.en;
  const innocent = [...new Set(explanations.map(({ sentence }) => sentence.en))];
  return [held, ...(cap ? [cap] : []), ...innocent].join(' ');
}
