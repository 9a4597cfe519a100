import type { Language } from '../translated.ts';
import { labelRanges } from './labels.ts';
import type { PackageAmendment } from './package.ts';

type Amended = Omit<PackageAmendment, 'words'>;
type Became = PackageAmendment['reports'][number]['became'];

/** Everything an amendment tells, in plain words. Labels are those of the earlier package. */
export function amendmentWords(amendment: Amended, language: Language): string[] {
  const { reports, transactions, indicators } = amendment;
  const say = speech[language];
  const about = (kind: 'reports' | 'transactions') =>
    becoming.flatMap((became) => {
      const concerned = amendment[kind].filter((one) => one.became === became);
      const labels = concerned.map(({ label }) => label);
      return labels.length > 0 ? [say[kind][became](labelRanges(labels))] : [];
    });
  const nothing = reports.length + transactions.length + indicators.length === 0;
  return [
    say[amendment.effect](amendment.amends),
    ...about('reports'),
    ...about('transactions'),
    ...indicators.map(({ title }) => say.indicator(title)),
    ...(nothing ? [say.same] : []),
  ];
}

/** The grounds of a withdrawal: nothing of the author's, who has nothing left to tell. */
export const nothingLeftWords = (language: Language): string => speech[language].nothingLeft;

const becoming: readonly Became[] = ['withdrawn', 'changed', 'left-out'];

type Speech = Record<'reports' | 'transactions', Record<Became, (labels: string) => string>> & {
  replaces: (disclosureId: string) => string;
  withdraws: (disclosureId: string) => string;
  indicator: (title: string) => string;
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
      withdrawn: (labels) => `Withdrawn by the reporting entity that filed it: report ${labels}.`,
      changed: (labels) => `Changed by the reporting entity that filed it: report ${labels}.`,
      'left-out': (labels) => `Nothing rests on it any more: report ${labels}.`,
    },
    transactions: {
      withdrawn: (labels) => `No longer reported: transaction ${labels}.`,
      changed: (labels) => `Reported otherwise now: transaction ${labels}.`,
      'left-out': (labels) => `No longer part of what is disclosed: transaction ${labels}.`,
    },
    indicator: (title) => `Holds no longer: “${title}”.`,
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
      withdrawn: (labels) => `Retirée par l’entité déclarante : déclaration ${labels}.`,
      changed: (labels) => `Modifiée par l’entité déclarante : déclaration ${labels}.`,
      'left-out': (labels) => `Plus rien ne s’appuie sur elle : déclaration ${labels}.`,
    },
    transactions: {
      withdrawn: (labels) => `N’est plus déclarée : opération ${labels}.`,
      changed: (labels) => `Est désormais déclarée autrement : opération ${labels}.`,
      'left-out': (labels) => `Ne fait plus partie de ce qui est communiqué : opération ${labels}.`,
    },
    indicator: (title) => `Ne tient plus : « ${title} ».`,
    same: 'Les déclarations et les opérations sont les mêmes; ce qui en découle est dit autrement.',
    nothingLeft:
      'Selon les déclarations en leur état actuel, le critère juridique de la communication n’est plus rempli. Rien ne remplace le dossier antérieur.',
  },
};
