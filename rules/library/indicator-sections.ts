import type { Family, Indicator } from '../../lib/indicators/indicator.ts';
import { familyNames } from '../../lib/indicators/words/family-words.ts';
import { partNames } from '../../lib/indicators/words/missing-words.ts';
import type { Speech } from '../../lib/indicators/words/speech.ts';
import { heading } from './conditions-in-words.ts';
import { dataNeeded } from './data-needed.ts';
import { documentInWords } from './document-in-words.ts';
import type { CatalogueEntry, Library } from './library.ts';
import { anchor, blocks, link } from './markdown.ts';
import { needsInWords } from './needs-in-words.ts';
import { familyOrder } from './page-order.ts';
import { isPublishedItem, sourceItem } from './source-item.ts';
import {
  notWritten,
  shownByWords,
  stateWords,
  statusWords,
  typologyAnchor,
} from './state-words.ts';

/** Every indicator of the catalogue by family, whether it is written or not. */
export function indicatorSections(library: Library, speech: Speech): string {
  const { language, say } = speech;
  const families = familyOrder.flatMap((family) => {
    const sections = sectionsOf(family, library, speech);
    if (sections.length === 0) return [];
    const name = familyNames[family][language];
    return [`### ${anchor(`family-${family}`)}${name} (${family})`, ...sections];
  });
  return blocks(say('## The indicators', '## Les indicateurs'), ...families);
}

function sectionsOf(family: Family, library: Library, speech: Speech): string[] {
  const { indicators } = library.rulebook;
  const written = indicators.filter((one) => one.family === family);
  const missing = library.catalogue.filter(
    (entry) => entry.family === family && !indicators.some(({ id }) => id === entry.id),
  );
  return [
    ...written.map((indicator) => [indicator.id, section(indicator, library, speech)] as const),
    ...missing.map((entry) => [entry.id, missingSection(entry, speech)] as const),
  ]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, text]) => text);
}

const missingSection = ({ id, title }: CatalogueEntry, { language, say }: Speech): string =>
  blocks(
    `#### ${anchor(id)}${id} ${title[language]}`,
    `**${say('State', 'État')}${say(':', ' :')}** ${notWritten[language]}`,
  );

function section(indicator: Indicator, library: Library, speech: Speech): string {
  const { language, say } = speech;
  const { id, title, means, version } = indicator;
  const core = library.catalogue.some((entry) => entry.id === id && entry.core) ? ' ★' : '';
  return blocks(
    `#### ${anchor(id)}${id}${core} ${title[language]}`,
    means[language],
    matchesWhen(indicator, library, speech),
    [
      fact(say('Typologies', 'Typologies'), typologies(indicator, library, speech), speech),
      fact(
        say('Usually shown by', 'Montré d’ordinaire par'),
        say(
          `${shownByWords[indicator.shownBy].en} (a hint, never a finding)`,
          `${shownByWords[indicator.shownBy].fr} (un indice, jamais une conclusion)`,
        ),
        speech,
      ),
      fact(say('Sources', 'Sources'), sources(indicator, library, speech), speech),
      fact(
        say('Innocent explanations', 'Explications innocentes'),
        explanations(indicator, library, speech),
        speech,
      ),
      fact(say('Not evaluable without', 'Non évaluable sans'), needs(indicator, speech), speech),
      fact(
        say('Fact codes', 'Codes de faits'),
        dataNeeded(indicator)
          .facts.map((code) => link(`fact-${code}`, `\`${code}\``))
          .join(', '),
        speech,
      ),
      fact(
        say('State', 'État'),
        say(
          `${stateWords[indicator.tier].en} (tier ${indicator.tier}); version ${version}, ${library.cases.get(id) ?? 0} cases`,
          `${stateWords[indicator.tier].fr} (niveau ${indicator.tier}); version ${version}, ${library.cases.get(id) ?? 0} cas`,
        ),
        speech,
      ),
    ]
      .filter((line) => line !== '')
      .join('\n'),
  );
}

const fact = (name: string, text: string, { say }: Speech): string =>
  text === '' ? '' : `- **${name}${say(':', ' :')}** ${text}`;

function matchesWhen(indicator: Indicator, { rulebook }: Library, speech: Speech): string {
  const { say } = speech;
  const { named, conditions, grades, onlyTold } = documentInWords(
    indicator,
    rulebook.lists.factCodes,
    speech.language,
  );
  return blocks(
    named.join('\n'),
    heading(conditions, ['It matches when', 'Il est constaté quand'], speech),
    conditions.lines.join('\n'),
    onlyTold.length === 0
      ? ''
      : say(
          `Its sentence also tells, without asking for it: ${onlyTold.map(lower).join('; ')}.`,
          `Sa phrase dit aussi, sans l’exiger : ${onlyTold.map(lower).join('; ')}.`,
        ),
    say(`**Strength ${indicator.strength}** of 5.`, `**Force ${indicator.strength}** sur 5.`),
    ...grades.map((grade, place) =>
      blocks(
        heading(
          grade.conditions,
          [
            `${place === 0 ? 'Instead' : 'Else'} **strength ${grade.strength}** when, at the last movement of the match,`,
            `${place === 0 ? 'Plutôt' : 'Sinon'} **force ${grade.strength}** quand, au dernier mouvement de la période,`,
          ],
          speech,
        ),
        grade.conditions.lines.join('\n'),
      ),
    ),
  );
}

const lower = (text: string): string => text.replace(/^\p{Lu}/u, (letter) => letter.toLowerCase());

const typologies = (indicator: Indicator, { rulebook }: Library, { language }: Speech): string =>
  indicator.typologies
    .map((id) =>
      link(
        typologyAnchor(id),
        rulebook.typologies.find((one) => one.id === id)?.title[language] ?? id,
      ),
    )
    .join('; ');

function sources({ sources: cited, status }: Indicator, library: Library, speech: Speech): string {
  const names = cited.map((source) => {
    const name = sourceItem(source, library, speech);
    return isPublishedItem(source, library)
      ? link(`${source.document}-${source.item}`, name)
      : name;
  });
  return `${names.join('; ')} — ${statusWords[status][speech.language]}`;
}

const explanations = (
  { suppressedBy }: Indicator,
  { rulebook }: Library,
  { language, say }: Speech,
): string =>
  suppressedBy
    .map((id) => {
      const title = rulebook.suppressors.find((one) => one.id === id)?.title[language];
      return link(id, title ? `${id} ${lower(title)}` : id);
    })
    .join('; ') || say('none is known', 'aucune n’est connue');

function needs(indicator: Indicator, speech: Speech): string {
  const { language, say } = speech;
  const always = (indicator.requires ?? []).map((part) => partNames[part][language]);
  const all = needsInWords([indicator], speech);
  if (all === '') return '';
  return always.length === 0
    ? all
    : say(
        `${all} (not judged at all without: ${always.join('; ')})`,
        `${all} (jamais jugé sans : ${always.join('; ')})`,
      );
}
