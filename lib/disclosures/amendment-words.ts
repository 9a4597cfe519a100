import type { Language } from '../translated.ts';
import { labelRanges } from './labels.ts';
import type { PackageAmendment } from './package.ts';

type Amended = Omit<PackageAmendment, 'words'>;
type Became = PackageAmendment['reports'][number]['became'];

/** Everything an amendment tells, in plain words. Labels are those of the earlier package. */
export function amendmentWords(amendment: Amended, language: Language): string[] {
  const { indicators, added, nowPossibleVictims = 0 } = amendment;
  const say = speech[language];
  const about = (kind: 'reports' | 'transactions') =>
    becoming.flatMap((became) => {
      const concerned = amendment[kind].filter((one) => one.became === became);
      const labels = concerned.map(({ label }) => label);
      return labels.length > 0 ? [say[kind][became](labelRanges(labels))] : [];
    });
  const gone = [
    ...about('reports'),
    ...about('transactions'),
    ...indicators.map(({ title }) => say.indicator(title)),
  ];
  const fresh = [
    ...(added && added.reports.length > 0 ? [say.newReports(labelRanges(added.reports))] : []),
    ...(added && added.transactions.length > 0
      ? [say.newTransactions(labelRanges(added.transactions))]
      : []),
    ...(added?.indicators.map(({ title }) => say.newIndicator(title)) ?? []),
  ];
  return [
    say[amendment.effect](amendment.amends),
    ...(nowPossibleVictims > 0 ? [say.possibleVictims(nowPossibleVictims)] : []),
    ...gone,
    ...fresh,
    ...(gone.length + fresh.length + nowPossibleVictims === 0 ? [say.same] : []),
  ];
}

/** The grounds of a withdrawal: nothing of the author's, who has nothing left to tell. */
export const nothingLeftWords = (language: Language): string => speech[language].nothingLeft;

const becoming: readonly Became[] = ['withdrawn', 'changed', 'left-out'];

type Speech = Record<'reports' | 'transactions', Record<Became, (labels: string) => string>> & {
  replaces: (disclosureId: string) => string;
  withdraws: (disclosureId: string) => string;
  indicator: (title: string) => string;
  /** By the labels of this package. */
  newReports: (labels: string) => string;
  newTransactions: (labels: string) => string;
  newIndicator: (title: string) => string;
  possibleVictims: (count: number) => string;
  same: string;
  nothingLeft: string;
};

const speech: Record<Language, Speech> = {
  en: {
    replaces: (id) =>
      `This package takes the place of ${id}. Do not rely on that package any more. Labels below are those of that package.`,
    withdraws: (id) =>
      `Package ${id} is withdrawn. Do not rely on it any more. Labels below are those of that package.`,
    reports: {
      withdrawn: (labels) => `Reports withdrawn by the reporting entity: ${labels}.`,
      changed: (labels) => `Reports changed by the reporting entity: ${labels}.`,
      'left-out': (labels) => `Reports on which nothing rests any more: ${labels}.`,
    },
    transactions: {
      withdrawn: (labels) => `Transactions no longer reported: ${labels}.`,
      changed: (labels) => `Transactions now reported otherwise: ${labels}.`,
      'left-out': (labels) => `Transactions no longer part of what is disclosed: ${labels}.`,
    },
    indicator: (title) => `Holds no longer: “${title}”.`,
    newReports: (labels) => `New reports, by the labels of this package: ${labels}.`,
    newTransactions: (labels) => `New transactions, by the labels of this package: ${labels}.`,
    newIndicator: (title) => `Holds as well now: “${title}”.`,
    possibleVictims: (count) =>
      count === 1
        ? 'One person of whom that package told is now seen as a possible victim.'
        : `${count} people of whom that package told are now seen as possible victims.`,
    same: 'The reports and transactions are the same; what follows from them is told otherwise.',
    nothingLeft:
      'By the reports as they stand now, the legal test for disclosing is no longer met. Nothing takes the place of the earlier package.',
  },
  fr: {
    replaces: (id) =>
      `Le présent dossier remplace le dossier ${id}. Ne vous fiez plus à celui-ci. Les étiquettes ci-dessous sont celles du dossier remplacé.`,
    withdraws: (id) =>
      `Le dossier ${id} est retiré. Ne vous y fiez plus. Les étiquettes ci-dessous sont celles de ce dossier.`,
    reports: {
      withdrawn: (labels) => `Déclarations retirées par l’entité déclarante : ${labels}.`,
      changed: (labels) => `Déclarations modifiées par l’entité déclarante : ${labels}.`,
      'left-out': (labels) => `Déclarations sur lesquelles plus rien ne s’appuie : ${labels}.`,
    },
    transactions: {
      withdrawn: (labels) => `Opérations qui ne sont plus déclarées : ${labels}.`,
      changed: (labels) => `Opérations désormais déclarées autrement : ${labels}.`,
      'left-out': (labels) =>
        `Opérations qui ne font plus partie de ce qui est communiqué : ${labels}.`,
    },
    indicator: (title) => `Ne tient plus : « ${title} ».`,
    newReports: (labels) =>
      `Nouvelles déclarations, selon les étiquettes du présent dossier : ${labels}.`,
    newTransactions: (labels) =>
      `Nouvelles opérations, selon les étiquettes du présent dossier : ${labels}.`,
    newIndicator: (title) => `Tient désormais aussi : « ${title} ».`,
    possibleVictims: (count) =>
      count === 1
        ? 'Une personne dont il y était question est maintenant considérée comme une victime possible.'
        : `${count} personnes dont il y était question sont maintenant considérées comme des victimes possibles.`,
    same: 'Les déclarations et les opérations sont les mêmes; ce qui en découle est dit autrement.',
    nothingLeft:
      'Selon les déclarations en leur état actuel, le critère juridique de la communication n’est plus rempli. Rien ne remplace le dossier antérieur.',
  },
};
