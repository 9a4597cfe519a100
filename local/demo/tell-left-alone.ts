import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AssessmentSummary } from '../../lib/cases/api.ts';
import { ledgerKey } from '../../lib/identifiers.ts';
import type { Colleague } from './colleague.ts';
import { readAssessments } from './read-assessments.ts';

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
    .map(({ name, clients }) => {
      const keys = clients.map(({ entity, clientNumber }) =>
        ledgerKey('party', 'client', entity, clientNumber),
      );
      const found = looked.filter(({ subjects }) => subjects.some((key) => keys.includes(key)));
      return `  ${name.replaceAll('-', ' ')}: ${found.map(why).join(' ') || 'no indicator held.'}`;
    });
}

function why({ outcome, indicators, explanations, typologies }: AssessmentSummary): string {
  const signs = `${indicators.length} ${indicators.length === 1 ? 'indicator' : 'indicators'}`;
  const held = `${signs} held, ${outcome === 'watch' ? 'kept on watch' : 'nothing raised'}.`;
  const capped = typologies.find(({ cappedBy }) => cappedBy)?.reasons.at(-1)?.en;
  const innocent = [...new Set(explanations.map(({ sentence }) => sentence.en))];
  return [held, ...innocent, ...(capped ? [capped] : [])].join(' ');
}
