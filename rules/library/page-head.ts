import { kindNames } from '../../lib/indicators/words/entry-words.ts';
import { familyNames } from '../../lib/indicators/words/family-words.ts';
import { namedKinds } from '../../lib/indicators/words/selector-in-words.ts';
import { type Speech, thingsOf } from '../../lib/indicators/words/speech.ts';
import { entryKinds } from '../../lib/ledger/entry.ts';
import type { Library } from './library.ts';
import { blocks, link, table } from './markdown.ts';
import { familyOrder, typologyOrder } from './page-order.ts';
import { notWritten, stateWords, typologyAnchor } from './state-words.ts';

/** What the page is, how many of what it tells, and how to read it. */
export function pageHead(library: Library, speech: Speech): string {
  const { say } = speech;
  return blocks(
    say('# Indicators', '# Indicateurs'),
    say('[Français](indicateurs.md)', '[English](indicators.md)'),
    say(
      'Every indicator that this rulebook judges by, what was published of it, and what data it needs. The page is made from the documents of `rules/` by `npm run docs` and checked to be current.',
      'Tous les indicateurs de ce recueil, ce qui en a été publié et les données qu’il leur faut. La page est faite à partir des documents de `rules/` par `npm run docs`, et sa fraîcheur est contrôlée.',
    ),
    say(
      '**A match is not an accusation.** It says that an account shows something that was published as a sign, with its own numbers. One indicator alone means little; people decide, and whoever shows a sign may be a victim. If you or somebody you know may be exploited in Canada, the Canadian Human Trafficking Hotline answers around the clock at 1-833-900-1010.',
      '**Un indicateur constaté n’est pas une accusation.** Il dit qu’un compte montre ce qui a été publié comme un signe, avec ses propres chiffres. Un indicateur seul dit peu; ce sont des personnes qui décident, et qui montre un signe peut être une victime. Si vous, ou quelqu’un que vous connaissez, êtes peut-être exploité au Canada, la Ligne d’urgence canadienne contre la traite des personnes répond jour et nuit au 1-833-900-1010.',
    ),
    say(
      '**Thresholds are proposals.** Few sources state numbers; whoever uses these rules must tune them on its own data.',
      '**Les seuils sont des propositions.** Peu de sources donnent des chiffres; qui emploie ces règles doit les régler sur ses propres données.',
    ),
    contents(speech),
    counts(library, speech),
    howToRead(speech),
  );
}

const contents = ({ say }: Speech): string =>
  say(
    '[Counts](#counts) · [How to read it](#how-to-read-it) · [What was published](#what-was-published-and-what-implements-it) · [The indicators](#the-indicators) · [Innocent explanations](#innocent-explanations) · [Typologies and their gates](#typologies-and-their-gates) · [Fact codes](#fact-codes) · [Lists](#lists)',
    '[Nombres](#nombres) · [Comment lire](#comment-lire) · [Ce qui a été publié](#ce-qui-a-été-publié-et-ce-qui-le-met-en-œuvre) · [Les indicateurs](#les-indicateurs) · [Explications innocentes](#explications-innocentes) · [Typologies et leurs seuils](#typologies-et-leurs-seuils) · [Codes de faits](#codes-de-faits) · [Listes](#listes)',
  );

const tiers = ['A', 'B', 'C'] as const;

function counts({ rulebook, catalogue, published }: Library, speech: Speech): string {
  const { say, language, number } = speech;
  const { indicators, suppressors, typologies } = rulebook;
  const missing = catalogue.filter(({ id }) => !indicators.some((one) => one.id === id));
  const core = catalogue.filter((entry) => entry.core);
  const items = published.flatMap(({ groups }) => groups.flatMap((group) => group.items)).length;
  const byTier = (some: typeof indicators) =>
    tiers.map((tier) => number(some.filter((one) => one.tier === tier).length));
  const row = (name: string, some: typeof indicators) => [
    name,
    number(some.length),
    ...byTier(some),
  ];
  const head = [
    say('Indicators', 'Indicateurs'),
    ...tiers.map((tier) => say(`Tier ${tier}`, `Niveau ${tier}`)),
  ];
  return blocks(
    say('## Counts', '## Nombres'),
    say(
      `${number(indicators.length)} indicators, ${number(core.length)} of them in the core set (★); ${number(items)} published items; ${number(suppressors.length)} innocent explanations; ${number(typologies.length)} typologies.`,
      `${number(indicators.length)} indicateurs, dont ${number(core.length)} de l’ensemble de base (★); ${number(items)} points publiés; ${number(suppressors.length)} explications innocentes; ${number(typologies.length)} typologies.`,
    ),
    table(
      [say('State', 'État'), say('Indicators', 'Indicateurs')],
      [
        ...tiers.map((tier) => [
          `${stateWords[tier][language]} (${say('tier', 'niveau')} ${tier})`,
          number(indicators.filter((one) => one.tier === tier).length),
        ]),
        [notWritten[language], number(missing.length)],
      ],
    ),
    table(
      [
        say(
          'Typology (an indicator may point to several)',
          'Typologie (un indicateur peut en viser plusieurs)',
        ),
        ...head,
      ],
      typologyOrder.map((id) =>
        row(
          link(typologyAnchor(id), typologies.find((one) => one.id === id)?.title[language] ?? id),
          indicators.filter((one) => one.typologies.includes(id)),
        ),
      ),
    ),
    table(
      [say('Family', 'Famille'), ...head],
      familyOrder.map((family) =>
        row(
          link(`family-${family}`, familyNames[family][language]),
          indicators.filter((one) => one.family === family),
        ),
      ),
    ),
  );
}

function howToRead(speech: Speech): string {
  const { say } = speech;
  return blocks(
    say('## How to read it', '## Comment lire'),
    say(
      `- An indicator is judged as of each movement of an account. “Within 30 days” is the 30 days that end at that movement; what is exactly 30 days old is outside. Where no account is named, all accounts of the client count.
- “Between 22:00 and 06:00” includes 22:00 and not 06:00, at the place of the movement. Amounts are Canadian dollars and include both bounds.
- Movements are the client’s own unless it says otherwise: what the client only carried out for others, and what was only attempted, does not count.
- A cash deposit is cash that comes in, a cash withdrawal cash that goes out, at whichever counter or machine. An e-transfer is an Interac e-Transfer or the like, mobile wallets among them.
- *Strangers*: the report tells no tie, and there were no payments in both directions that began 180 days ago or earlier.
- A series counts from the movement that completes it. In a pair each movement is used once, the oldest first. “Left less than 24 hours after it came in” takes money out in the order in which it came in.
- A percentage or multiple of nothing holds for no comparison.
- Counterparties are whoever stands on the other side of a movement. Linked clients are those whose accounts this institution’s reports tell of as well.`,
      `- Un indicateur est jugé en date de chaque mouvement d’un compte. « En 30 jours » désigne les 30 jours qui finissent à ce mouvement; ce qui date d’exactement 30 jours est dehors. Si aucun compte n’est nommé, tous les comptes du client comptent.
- « Entre 22 h et 6 h » comprend 22 h et non 6 h, au lieu du mouvement. Les montants sont en dollars canadiens, bornes comprises.
- Les mouvements sont ceux du client, sauf indication contraire : ce que le client n’a fait que pour autrui, et ce qui n’a été que tenté, ne compte pas.
- Un dépôt d’espèces est de l’argent comptant qui entre, un retrait d’espèces de l’argent comptant qui sort, à tout comptoir ou guichet. Un virement Interac comprend les services semblables, dont les portefeuilles mobiles.
- *Inconnus* : la déclaration ne dit aucun lien, et il n’y a pas eu de paiements dans les deux sens ayant commencé il y a 180 jours ou plus.
- Une série compte à partir du mouvement qui la complète. Dans une paire, chaque mouvement sert une fois, le plus ancien d’abord. « Repartie moins de 24 heures après son entrée » fait sortir l’argent dans l’ordre où il est entré.
- Un pourcentage ou un multiple de rien ne satisfait aucune comparaison.
- Une contrepartie est quiconque se trouve de l’autre côté d’un mouvement. Les clients liés sont ceux dont les comptes figurent aussi dans les déclarations.`,
    ),
    namedKinds
      .map(({ words, direction, kinds }) => {
        const term = speech.term(thingsOf(words, speech).many);
        const left = entryKinds.filter((kind) => !kinds.includes(kind));
        const names = speech.and(left.map((kind) => kindNames[kind][speech.language]));
        const way = direction === 'in' ? say('incoming', 'entrants') : say('outgoing', 'sortants');
        return say(
          `- ${term}: ${way} movements of any kind except ${names}.`,
          `- ${term} : mouvements ${way} de tout genre sauf ${names}.`,
        );
      })
      .join('\n'),
    say(
      `- **Not evaluable** is not *no*: what a rule reads was never sent for the movements it looks at. A rule that holds without it matches all the same.
- **Strength** runs from 1 (context) to 5 (very strong, and still no proof).
- **Tier A** rules read the account alone, tier B rules staff notes and logs as well, tier C rules outside data.`,
      `- **Non évaluable** n’est pas *non* : ce qu’une règle lit n’a jamais été envoyé pour les mouvements qu’elle regarde. Une règle qui tient sans cela est constatée quand même.
- La **force** va de 1 (contexte) à 5 (très fort, sans être une preuve).
- Les règles de **niveau A** lisent le compte seul, celles de niveau B aussi les notes du personnel et les journaux, celles de niveau C des données externes.`,
    ),
  );
}
