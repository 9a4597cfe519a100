import type { Comparison, RootConditions } from '../../lib/indicators/indicator.ts';
import type { CaseMeasure, Typology } from '../../lib/indicators/typology.ts';
import { boundInWords, told } from '../../lib/indicators/words/bound-in-words.ts';
import { codeNames } from '../../lib/indicators/words/entry-words.ts';
import { familyNames } from '../../lib/indicators/words/family-words.ts';
import { measureInWords } from '../../lib/indicators/words/quantity-in-words.ts';
import { selectorInWords } from '../../lib/indicators/words/selector-in-words.ts';
import { capital, type Speech } from '../../lib/indicators/words/speech.ts';
import { conditionsInWords, heading } from './conditions-in-words.ts';
import type { Library } from './library.ts';
import { anchor, blocks, link, table } from './markdown.ts';
import { typologyAnchor } from './state-words.ts';

const outcomeWords = {
  none: { en: 'nothing', fr: 'rien' },
  watch: { en: 'watch', fr: 'surveillance' },
  review: { en: 'review', fr: 'examen' },
  priority: { en: 'priority', fr: 'priorité' },
};

/** How matches become an outcome: points, families, and the gates of each typology. */
export function typologySections(library: Library, speech: Speech): string {
  const { say } = speech;
  return blocks(
    say('## Typologies and their gates', '## Typologies et leurs seuils'),
    scoringInWords(library, speech),
    ...library.rulebook.typologies.map((typology) => section(typology, library, speech)),
  );
}

function scoringInWords({ rulebook }: Library, speech: Speech): string {
  const { say, number, percent, and, language, quoted } = speech;
  const { points, secondBest, decay, classes } = rulebook.scoring;
  const names = (families: readonly (keyof typeof familyNames)[]) =>
    and(families.map((family) => quoted(familyNames[family][language])));
  return blocks(
    say(
      `Points by strength: ${points.map((one, place) => `${place + 1} gives ${number(one)}`).join(', ')}. Of a family the best indicator counts and ${percent(secondBest)} of the second best. A family whose newest match is older than ${number(decay.afterDays)} days counts ${percent(decay.factor)}. The strongest gate that holds for the linked clients is the outcome; a person decides.`,
      `Points selon la force : ${points.map((one, place) => `${place + 1} donne ${number(one)}`).join(', ')}. D’une famille comptent le meilleur indicateur et ${percent(secondBest)} du deuxième. Une famille dont la dernière période constatée date de plus de ${number(decay.afterDays)} jours compte pour ${percent(decay.factor)}. Le plus fort des seuils atteints par les clients liés est le résultat; une personne décide.`,
    ),
    table(
      [say('Class', 'Classe'), say('Families', 'Familles')],
      [
        [say('E, pointing to exploitation', 'E, propres à l’exploitation'), names(classes.E)],
        [say('M, moving money', 'M, mouvement d’argent'), names(classes.M)],
        [say('C, context only', 'C, contexte seulement'), names(classes.C)],
      ],
    ),
    [
      say(
        `- Make their family count as E: ${links(classes.alsoE)}`,
        `- Font compter leur famille comme E : ${links(classes.alsoE)}`,
      ),
      say(
        `- Never make theirs count as E: ${links(classes.neverE)}`,
        `- Ne font jamais compter la leur comme E : ${links(classes.neverE)}`,
      ),
      ...classes.onlyEWith.map(({ family, indicators, families }) =>
        say(
          `- “${familyNames[family].en}” is E only with ${links(indicators)} or a family of: ${names(families)}`,
          `- « ${familyNames[family].fr} » n’est E qu’avec ${links(indicators)} ou une famille parmi : ${names(families)}`,
        ),
      ),
    ].join('\n'),
  );
}

const links = (ids: readonly string[]): string => ids.map((id) => link(id)).join(', ');

function section(typology: Typology, library: Library, speech: Speech): string {
  const { language, say } = speech;
  const { id, title, project, gates, caps, employers } = typology;
  const inWords = (comparison: Comparison) => caseComparison(comparison, typology, library, speech);
  const asked = (conditions: RootConditions) => {
    const found = conditionsInWords(conditions, inWords, speech);
    const when = heading(found, ['Reached when', 'Atteint quand'], speech);
    return blocks(when, found.lines.join('\n'));
  };
  return blocks(
    `### ${anchor(typologyAnchor(id))}${title[language]}`,
    project ? say(`Project tag: ${project}.`, `Étiquette de projet : ${project}.`) : '',
    ...gates.map(({ outcome, reason, conditions }) =>
      blocks(
        `**${capitalized(outcomeWords[outcome][language])}** — ${reason[language]}`,
        asked(conditions),
      ),
    ),
    ...caps.map(({ explanation, atMost, reason, conditions }) =>
      blocks(
        say(
          `**${capitalized(outcomeWords[atMost].en)} at most** while ${link(explanation)} is supported — ${reason.en}`,
          `**${capitalized(outcomeWords[atMost].fr)} au plus** tant que ${link(explanation)} est appuyée — ${reason.fr}`,
        ),
        asked(conditions),
      ),
    ),
    employers
      ? say(
          `Employers are ranked by what is found about their workers: a family that points to exploitation is a pattern with ${employers.workers} workers, with one for ${links(employers.oneIsEnough)}.`,
          `Les employeurs sont classés selon ce qui est trouvé chez leurs travailleurs : une famille propre à l’exploitation fait un schéma à partir de ${employers.workers} travailleurs, d’un seul pour ${links(employers.oneIsEnough)}.`,
        )
      : '',
  );
}

const capitalized = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);

function caseComparison(
  comparison: Comparison,
  { measures }: Typology,
  library: Library,
  speech: Speech,
): string {
  const measure = measures[comparison.fact];
  if (!measure) throw new RangeError(`no measure ${comparison.fact}`);
  const bound = boundInWords(comparison, speech.number(comparison.value), speech);
  return capital(told(caseMeasureInWords(measure, library, speech), bound, speech));
}

function caseMeasureInWords(measure: CaseMeasure, library: Library, speech: Speech): string {
  const { say, language, number, quoted } = speech;
  const named = (families: readonly (keyof typeof familyNames)[]) =>
    families.map((family) => quoted(familyNames[family][language])).join(', ');
  if ('score' in measure) return say('the score', 'le pointage');
  if ('families' in measure) {
    return measure.families === 'all'
      ? say('families with points', 'familles ayant des points')
      : say(
          `families of class ${measure.families} with points`,
          `familles de classe ${measure.families} ayant des points`,
        );
  }
  if ('familiesAmong' in measure) {
    const names = named(measure.familiesAmong);
    return say(`families with points among ${names}`, `familles ayant des points parmi ${names}`);
  }
  if ('indicatorsAmong' in measure) {
    const ids = links(measure.indicatorsAmong);
    return say(`indicators matched among ${ids}`, `indicateurs constatés parmi ${ids}`);
  }
  if ('indicatorsOfStrength' in measure) {
    const strength = number(measure.indicatorsOfStrength);
    return say(
      `matched indicators of strength ${strength} or more`,
      `indicateurs constatés de force ${strength} ou plus`,
    );
  }
  if ('largest' in measure) return largestInWords(measure, library, speech);
  if ('subjectsWith' in measure) {
    const names = named(measure.subjectsWith);
    return say(
      `different persons with a match of ${names}`,
      `personnes différentes ayant un indicateur constaté de ${names}`,
    );
  }
  if ('subjects' in measure) {
    return say(
      'different persons with any match of this typology',
      'personnes différentes ayant un indicateur constaté de cette typologie',
    );
  }
  if ('observed' in measure) {
    const codes = measure.observed.map((code) => codeNames[code]?.[language] ?? code).join(', ');
    return say(`staff observations: ${codes}`, `observations du personnel : ${codes}`);
  }
  return say('clients under 18', 'clients de moins de 18 ans');
}

/** Numbers that matches tell, by what they count. */
function largestInWords(
  { largest }: Extract<CaseMeasure, { largest: unknown }>,
  { rulebook }: Library,
  speech: Speech,
): string {
  const each = largest.map(({ indicator: id, measure }) => {
    const indicator = rulebook.indicators.find((one) => one.id === id);
    const known = indicator && Object.hasOwn(indicator.measures, measure);
    if (!known) return link(id);
    const words = measureInWords(measure, {
      measures: indicator.measures,
      factCodes: rulebook.lists.factCodes,
      speech: { ...speech, select: (selector) => selectorInWords(selector, speech) },
    });
    return `${words} (${link(id)})`;
  });
  return speech.say(`the largest of: ${each.join('; ')}`, `le plus grand de : ${each.join('; ')}`);
}
