import type { Suppressor } from '../../lib/indicators/indicator.ts';
import { familyNames } from '../../lib/indicators/words/family-words.ts';
import type { Speech } from '../../lib/indicators/words/speech.ts';
import { heading } from './conditions-in-words.ts';
import { documentInWords } from './document-in-words.ts';
import type { Library } from './library.ts';
import { anchor, blocks, link } from './markdown.ts';

/** The innocent explanations: what supports each, and what it does then. */
export function explanationSections(library: Library, speech: Speech): string {
  const { say, and, language, number, quoted } = speech;
  const { suppressors, scoring } = library.rulebook;
  const never = scoring.neverSuppressed.map((family) => quoted(familyNames[family][language]));
  return blocks(
    say('## Innocent explanations', '## Explications innocentes'),
    say(
      `Each is tested before anything is scored. It must be supported by data about the client, as of the newest movement; what nobody ever sent supports nothing. It then multiplies the points of the families named by its factor, never those of ${and(never)}, unless it names an indicator of them. With ${number(scoring.ignoreSuppressorsFromE)} families left that point to exploitation and are not explained, explanations are set aside and a person looks.`,
      `Chacune est examinée avant tout pointage. Des données sur le client doivent l’appuyer, en date du dernier mouvement; ce que personne n’a envoyé n’appuie rien. Elle multiplie alors par son facteur les points des familles nommées, jamais ceux de ${and(never)}, à moins de nommer un de leurs indicateurs. S’il reste ${number(scoring.ignoreSuppressorsFromE)} familles propres à l’exploitation que rien n’explique, les explications sont écartées et une personne regarde.`,
    ),
    ...suppressors.map((suppressor) => section(suppressor, library, speech)),
  );
}

function section(suppressor: Suppressor, { rulebook }: Library, speech: Speech): string {
  const { language, say, number, and, quoted } = speech;
  const { named, conditions } = documentInWords(suppressor, rulebook.lists.factCodes, language);
  const families = suppressor.families.map((family) => quoted(familyNames[family][language]));
  const links = (ids: readonly string[]) => and(ids.map((id) => link(id)));
  const { onlyIndicators, indicators } = suppressor;
  const touched = [
    ...(families.length > 0 ? [and(families)] : []),
    ...(onlyIndicators
      ? [
          say(
            `of these only ${links(onlyIndicators)}`,
            `parmi elles seulement ${links(onlyIndicators)}`,
          ),
        ]
      : []),
    ...(indicators ? [say(`and ${links(indicators)}`, `ainsi que ${links(indicators)}`)] : []),
  ];
  return blocks(
    `### ${anchor(suppressor.id)}${suppressor.id} ${suppressor.title[language]}`,
    named.join('\n'),
    heading(conditions, ['Supported when', 'Appuyée quand'], speech),
    conditions.lines.join('\n'),
    [
      `- **${say('Factor:', 'Facteur :')}** ${number(suppressor.factor)}`,
      `- **${say('Touches:', 'Touche :')}** ${touched.join('; ')}`,
    ].join('\n'),
  );
}
