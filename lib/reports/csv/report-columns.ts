import { type Group, groupOf } from './column.ts';

/** The header of the batch: on the first row; further rows repeat it or leave it empty. */
export const batch: Group = groupOf({ name: 'batch', title: { en: 'Batch', fr: 'Lot' } }, [
  [
    'profile',
    'profile',
    'Always transaction-report-batch/1',
    'Toujours transaction-report-batch/1',
    { required: true },
  ],
  [
    'batch_reference',
    'batchReference',
    'Your reference for this batch',
    'Votre référence pour ce lot',
    { required: true },
  ],
  [
    'submitting_entity_number',
    'submittingReportingEntityNumber',
    'Number of the entity that sends the batch, 7 digits',
    'Numéro de l’entité qui envoie le lot, 7 chiffres',
    { type: 'integer', required: true },
  ],
  [
    'batch_created_at',
    'createdAt',
    'When the batch was made, 2026-11-20T21:15:00-05:00',
    'Date et heure de création du lot, 2026-11-20T21:15:00-05:00',
    { required: true },
  ],
]);

export const report: Group = groupOf(
  { name: 'report', title: { en: 'Report', fr: 'Déclaration' } },
  [
    [
      'report_type',
      'reportType',
      'STR, LCTR, LVCTR, EFTR or CDR',
      'STR (DOD), LCTR, LVCTR, EFTR ou CDR',
      { required: true },
    ],
    [
      'action',
      'action',
      'submit, change or delete',
      'submit, change ou delete',
      { required: true },
    ],
    [
      'reference',
      'reference',
      'Your reference for the report; rows with the same one, next to each other, are one report',
      'Votre référence pour la déclaration; les lignes voisines qui la portent en forment une seule',
      { required: true },
    ],
    [
      'reporting_entity_number',
      'reportingEntityNumber',
      'Number of the reporting entity, 7 digits',
      'Numéro de l’entité déclarante, 7 chiffres',
      { type: 'integer', required: true },
    ],
    [
      'delete_reason',
      'deleteReason',
      'For delete alone: duplicate or error',
      'Pour delete seulement : duplicate ou error',
    ],
    [
      'contact_id',
      'contactId',
      'Number of your contact person',
      'Numéro de votre personne-ressource',
      { type: 'integer' },
    ],
    [
      'sector',
      'sector',
      'Sector of activity: bank, credit_union, msb, …',
      'Secteur d’activité : bank, credit_union, msb, …',
    ],
    [
      'suspicion_type',
      'suspicion.type',
      'ML, TF, SE, ML_TF, ML_SE, TF_SE or ALL',
      'ML, TF, SE, ML_TF, ML_SE, TF_SE ou ALL',
    ],
    [
      'projects',
      'suspicion.projects',
      'Public-private projects: PROTECT, SHADOW, …',
      'Projets public-privé : PROTECT, SHADOW, …',
      { type: 'list' },
    ],
    [
      'politically_exposed',
      'suspicion.pep',
      'Whether a politically exposed person is included',
      'Présence d’une personne politiquement vulnérable',
      { type: 'boolean' },
    ],
    [
      'indicators',
      'suspicion.indicators',
      'Ids of indicators you saw: HT-SEX-003, …',
      'Identifiants des indicateurs relevés : HT-SEX-003, …',
      { type: 'list' },
    ],
    [
      'narrative',
      'suspicion.narrative',
      'What you suspect and why; line breaks may stand inside of quotes',
      'Ce que vous soupçonnez et pourquoi; les sauts de ligne vont entre guillemets',
    ],
    [
      'narrative_language',
      'suspicion.narrativeLanguage',
      'Language of the narrative: en or fr',
      'Langue du récit : en ou fr',
    ],
    ['action_taken', 'actionTaken', 'What you did about it', 'Les mesures prises'],
  ],
);

export const related: Group = groupOf(
  {
    name: 'related',
    prefix: 'related_',
    within: 'report',
    list: 'related',
    holds: { transactions: [] },
    title: { en: 'Related report', fr: 'Déclaration connexe' },
  },
  [
    [
      'reference',
      'reference',
      'Reference of an earlier report',
      'Référence d’une déclaration antérieure',
      { key: true },
    ],
    [
      'transactions',
      'transactions',
      'Which of its transactions; none when empty',
      'Lesquelles de ses opérations; aucune si vide',
      { type: 'list' },
    ],
  ],
);

export const account: Group = groupOf(
  {
    name: 'account',
    prefix: 'account_',
    within: 'report',
    list: 'accounts',
    title: { en: 'Account', fr: 'Compte' },
  },
  [
    [
      'ref',
      'ref',
      'The account’s name in this report, such as a1',
      'Le nom du compte dans cette déclaration, p. ex. a1',
      { key: true },
    ],
    [
      'institution',
      'fi',
      'Number of the financial institution; keep its leading zeros',
      'Numéro de l’institution financière, avec ses zéros initiaux',
    ],
    [
      'branch',
      'branch',
      'Branch (transit) number; keep its leading zeros',
      'Numéro de succursale (transit), avec ses zéros initiaux',
    ],
    ['number', 'number', 'Account number', 'Numéro de compte'],
    [
      'type',
      'type',
      'personal, business, trust, casino or other',
      'personal, business, trust, casino ou other',
    ],
    ['currency', 'currency', 'Currency, three letters', 'Devise, trois lettres'],
    ['opened', 'opened', 'Date of opening, 2026-08-03', 'Date d’ouverture, 2026-08-03'],
    ['closed', 'closed', 'Date of closing, 2026-08-03', 'Date de fermeture, 2026-08-03'],
    [
      'holders',
      'holders',
      'Refs of the parties who hold it',
      'Les parties titulaires, par leur ref',
      { type: 'list' },
    ],
  ],
);
