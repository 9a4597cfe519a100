import * as z from 'zod';
import type { Translated } from '../translated.ts';

/** `reject` keeps the record out, `warning` does not; `notice` says why there is nothing to do. */
export const severities = ['reject', 'warning', 'notice'] as const;
export type Severity = (typeof severities)[number];

const reject = (en: string, fr: string) => ({ severity: 'reject' as const, message: { en, fr } });
const warning = (en: string, fr: string) => ({ severity: 'warning' as const, message: { en, fr } });
const notice = (en: string, fr: string) => ({ severity: 'notice' as const, message: { en, fr } });

/**
 * Everything that can be found about a record, in the order in which it is looked for. The codes are
 * part of the published contract: `docs/receipts.md` lists them.
 */
export const findings = {
  // Reading
  'line-too-long': reject(
    'The line is longer than 1 MiB and was not read.',
    'La ligne dépasse 1 Mio et n’a pas été lue.',
  ),
  'not-utf-8': reject('The line is not UTF-8 text.', 'La ligne n’est pas du texte UTF-8.'),
  'not-json': reject('The line is not JSON.', 'La ligne n’est pas du JSON.'),
  'nested-too-deeply': reject(
    'Objects and lists are nested more than 16 deep.',
    'Les objets et les listes sont imbriqués sur plus de 16 niveaux.',
  ),
  'duplicate-key': reject(
    'A key stands twice in one object.',
    'Une clé figure deux fois dans un même objet.',
  ),
  'too-many-keys': reject(
    'An object has more than 10,000 keys.',
    'Un objet contient plus de 10 000 clés.',
  ),
  'forbidden-key': reject('This key may not be used.', 'Cette clé ne peut pas être utilisée.'),
  'lone-surrogate': reject(
    'A text holds half a surrogate pair, which is no character.',
    'Un texte contient une moitié de paire de substitution, qui n’est pas un caractère.',
  ),
  'nul-character': reject(
    'A text holds the character U+0000.',
    'Un texte contient le caractère U+0000.',
  ),
  'not-csv': reject(
    'A quote stands where none may, is not closed within 1 MiB, or a lone CR is not quoted.',
    'Un guillemet est mal placé ou n’est pas fermé dans 1 Mio, ou un CR seul n’est pas entre guillemets.',
  ),
  'wrong-cell-count': reject(
    'The row has more or fewer cells than the header row.',
    'La ligne compte plus ou moins de cellules que la ligne d’en-tête.',
  ),
  'record-too-large': reject(
    'The rows of the report hold more than 1 MiB.',
    'Les lignes de la déclaration contiennent plus de 1 Mio.',
  ),
  'cell-differs': reject(
    'An earlier row gave another value for the same thing.',
    'Une ligne précédente donne une autre valeur pour la même chose.',
  ),

  // Shape
  'field-missing': reject('A required field is missing.', 'Un champ obligatoire est absent.'),
  'field-unknown': reject('The profile has no such field.', 'Le profil ne contient pas ce champ.'),
  'wrong-type': reject('The value has the wrong JSON type.', 'La valeur n’a pas le bon type JSON.'),
  'wrong-format': reject(
    'The value is not written as the profile asks.',
    'La valeur n’est pas écrite comme le profil l’exige.',
  ),
  'unknown-word': reject(
    'The profile does not list this word.',
    'Le profil ne contient pas ce mot.',
  ),
  'out-of-range': reject(
    'The value is too long, too short, too large or too small.',
    'La valeur est trop longue, trop courte, trop grande ou trop petite.',
  ),
  'identification-refused': reject(
    'Health cards and social insurance numbers may not be reported.',
    'Les cartes d’assurance maladie et les numéros d’assurance sociale ne peuvent pas être déclarés.',
  ),
  'card-number-refused': reject(
    'Send a token of the card, never its number.',
    'Envoyez un jeton de la carte, jamais son numéro.',
  ),
  'entity-mismatch': reject(
    'The report belongs to another reporting entity than the token.',
    'La déclaration appartient à une autre entité déclarante que le jeton.',
  ),

  // References
  'ref-duplicated': reject(
    'Two of these have the same ref.',
    'Deux de ces éléments ont la même référence.',
  ),
  'ref-unresolved': reject(
    'The ref names nothing in this report.',
    'La référence ne désigne rien dans cette déclaration.',
  ),
  'party-unused': reject(
    'Nothing in the report refers to this party.',
    'Rien dans la déclaration ne renvoie à cette partie.',
  ),
  'account-unused': reject(
    'Nothing in the report refers to this account.',
    'Rien dans la déclaration ne renvoie à ce compte.',
  ),

  // Money
  'currency-missing': reject(
    'Either a currency or a virtual currency is required.',
    'Une devise ou une monnaie virtuelle est requise.',
  ),
  'currency-ambiguous': reject(
    'A currency and a virtual currency exclude each other.',
    'Une devise et une monnaie virtuelle s’excluent.',
  ),
  'amount-not-positive': reject(
    'The amount must be more than zero.',
    'Le montant doit être supérieur à zéro.',
  ),
  'amount-not-exact': reject(
    'The amount has no exact value in the currency’s minor units.',
    'Le montant n’a pas de valeur exacte dans les unités mineures de la devise.',
  ),
  'exchange-rate-not-positive': reject(
    'The exchange rate must be more than zero.',
    'Le taux de change doit être supérieur à zéro.',
  ),
  'completing-action-missing': reject(
    'A completed transaction needs a completing action.',
    'Une opération effectuée doit comporter une action d’achèvement.',
  ),
  'totals-differ': warning(
    'Starting and completing amounts differ, and neither a fee nor an exchange explains it.',
    'Les montants de départ et d’achèvement diffèrent sans frais ni change qui l’expliquent.',
  ),

  // Time
  'offset-missing': reject(
    'The time has no offset, and none is guessed.',
    'L’heure n’a pas de décalage horaire, et aucun n’est supposé.',
  ),
  'time-not-real': reject(
    'There is no such date and time, or it is not written as RFC 3339.',
    'Cette date ou cette heure n’existe pas, ou n’est pas écrite selon la RFC 3339.',
  ),
  'time-in-future': reject(
    'The time is later than the batch’s arrival.',
    'L’heure est postérieure à l’arrivée du lot.',
  ),
  'date-in-future': reject(
    'The date is later than the batch’s arrival.',
    'La date est postérieure à l’arrivée du lot.',
  ),
  'posted-before-made': warning(
    'The transaction was posted before it was made.',
    'L’opération a été inscrite avant d’être effectuée.',
  ),

  // Presence
  'suspicion-missing': reject(
    'A suspicious transaction report needs a suspicion with its narrative.',
    'Une déclaration d’opération douteuse doit exposer le soupçon et son récit.',
  ),
  'action-taken-missing': reject(
    'A suspicious transaction report needs the action taken.',
    'Une déclaration d’opération douteuse doit indiquer les mesures prises.',
  ),
  'reason-not-completed-missing': warning(
    'An attempted transaction should say why it was not completed.',
    'Une opération tentée devrait indiquer pourquoi elle n’a pas été effectuée.',
  ),
  'project-tag-missing': warning(
    'The narrative does not carry the tag of the project that the report names.',
    'Le récit ne porte pas la mention du projet que la déclaration nomme.',
  ),
  'project-code-missing': warning(
    'The narrative carries a project’s tag that the list of projects does not name.',
    'Le récit porte la mention d’un projet que la liste des projets ne nomme pas.',
  ),

  // Necessity
  'grounds-missing': reject(
    'The narrative states no grounds for the suspicion. Nothing of the report is taken in.',
    'Le récit n’expose aucun motif de soupçon. Rien de la déclaration n’est pris en compte.',
  ),
  'below-threshold': reject(
    'No transaction reaches C$10,000, nor do those that the 24-hour rule counts as one. Nothing of the report is taken in.',
    'Aucune opération n’atteint 10 000 $, ni celles que la règle de 24 heures réunit. Rien de la déclaration n’est pris en compte.',
  ),

  // Size
  'too-many-transactions': reject(
    'The report holds more transactions than one report may: split it and relate the parts.',
    'La déclaration contient trop d’opérations : scindez-la et reliez les parties.',
  ),
  'too-many-links': reject(
    'The report names more people, accounts and contacts than one report may: split it.',
    'La déclaration nomme trop de personnes, de comptes et de coordonnées : scindez-la.',
  ),

  // Against what is known already
  'original-unknown': warning(
    'No submission with this reference has arrived yet; this version is kept.',
    'Aucune déclaration initiale portant cette référence n’est arrivée; cette version est conservée.',
  ),
  'already-known': notice(
    'This is known already under this reference. Nothing to do.',
    'Ce contenu est déjà connu sous cette référence. Il n’y a rien à faire.',
  ),
  'withdrawn-before': warning(
    'This report was withdrawn since. Send a change to bring it back.',
    'Cette déclaration a été retirée depuis. Envoyez une modification pour la rétablir.',
  ),
  'replaced-before': notice(
    'This is the first content of this report: a newer version counts. Send a change to return to it.',
    'C’est le premier contenu de cette déclaration : une version plus récente fait foi. Envoyez une modification pour y revenir.',
  ),
  'reference-in-conflict': reject(
    'This reference was submitted before with other content. Send a change, or use a reference of its own.',
    'Cette référence a déjà été soumise avec un autre contenu. Envoyez une modification, ou utilisez une référence distincte.',
  ),
  'newer-version-known': notice(
    'A newer version of this report arrived before this one, and counts. Nothing to do.',
    'Une version plus récente de cette déclaration est arrivée avant celle-ci, et fait foi. Il n’y a rien à faire.',
  ),
} satisfies Record<string, { severity: Severity; message: Translated }>;

export type FindingCode = keyof typeof findings;

/**
 * `pointer` is a JSON pointer into the report, "" for the whole of it; it never holds a value. In a
 * CSV batch `line` and `column` tell where it stands: the row by its first line from 1, and the name
 * of a published column.
 */
export const findingSchema = z.strictObject({
  pointer: z.string(),
  code: z.enum(Object.keys(findings) as [FindingCode, ...FindingCode[]]),
  line: z.int().min(1).optional(),
  column: z.string().optional(),
});
export type Finding = z.infer<typeof findingSchema>;

export const severityOf = ({ code }: Finding): Severity => findings[code].severity;

export const isReject = (finding: Finding): boolean => severityOf(finding) === 'reject';
