import { type Draft, type Group, groupOf } from './column.ts';

const transaction: Group = groupOf(
  {
    name: 'transaction',
    prefix: 'transaction_',
    within: 'report',
    list: 'transactions',
    title: { en: 'Transaction', fr: 'Opération' },
  },
  [
    [
      'ref',
      'ref',
      'Your reference for the transaction, once in the report',
      'Votre référence pour l’opération, unique dans la déclaration',
      { key: true },
    ],
    [
      'location',
      'location',
      'Number of your location that dealt with it',
      'Numéro de votre lieu d’affaires qui l’a traitée',
    ],
    [
      'at',
      'at',
      'When, with the offset of the place, 2026-11-06T23:41:10-05:00',
      'Quand, avec le décalage du lieu, 2026-11-06T23:41:10-05:00',
    ],
    [
      'posted_at',
      'postedAt',
      'When it was posted, with its offset',
      'Quand elle a été inscrite, avec son décalage',
    ],
    [
      'method',
      'method',
      'How it was made: in_person, abm, online, …',
      'Comment elle a été faite : in_person, abm, online, …',
    ],
    ['purpose', 'purpose', 'Purpose', 'But'],
    [
      'attempted',
      'attempted',
      'true when it was tried only, else false',
      'true si elle a seulement été tentée, sinon false',
      { type: 'boolean' },
    ],
    [
      'reason_not_completed',
      'reasonNotCompleted',
      'Why an attempted one was not completed',
      'Pourquoi une opération tentée n’a pas été effectuée',
    ],
  ],
);

/** What an action moves; the same for both ends of a transaction. */
const movement: Draft[] = [
  ['amount', 'amount', 'Amount, 640.00, without a sign', 'Montant, 640.00, sans signe'],
  ['currency', 'currency', 'Currency, three letters', 'Devise, trois lettres'],
  [
    'virtual_currency',
    'virtualCurrency',
    'Virtual currency, instead of a currency',
    'Monnaie virtuelle, au lieu d’une devise',
  ],
  [
    'virtual_currency_transactions',
    'virtualCurrencyTransactions',
    'Transaction ids on the ledger of the virtual currency',
    'Identifiants d’opération au registre de la monnaie virtuelle',
    { type: 'list' },
  ],
  [
    'sending_addresses',
    'sendingAddresses',
    'Virtual-currency addresses that sent',
    'Adresses de monnaie virtuelle d’envoi',
    { type: 'list' },
  ],
  [
    'receiving_addresses',
    'receivingAddresses',
    'Virtual-currency addresses that received',
    'Adresses de monnaie virtuelle de réception',
    { type: 'list' },
  ],
  [
    'exchange_rate',
    'exchangeRate',
    'Canadian dollars for one unit of the currency',
    'Dollars canadiens pour une unité de la devise',
  ],
  ['reference', 'reference', 'Reference number of the payment', 'Numéro de référence du paiement'],
  [
    'account',
    'account',
    'Ref of an account of this report',
    'Un compte de cette déclaration, par sa ref',
  ],
  [
    'account_status',
    'accountStatus',
    'The account at that time: active, inactive, dormant or closed',
    'Le compte à ce moment : active, inactive, dormant ou closed',
  ],
];

const label: Draft = [
  'label',
  '',
  'Tells several of one transaction apart: 1, 2, …; not sent on',
  'Distingue plusieurs actions d’une opération : 1, 2, …; non transmis',
  { label: true },
];

const starting: Group[] = [
  groupOf(
    {
      name: 'start',
      prefix: 'start_',
      within: 'transaction',
      list: 'start',
      title: { en: 'Starting action', fr: 'Action de départ' },
    },
    [
      label,
      [
        'direction',
        'direction',
        'in: value comes in; out: value held is used',
        'in : la valeur entre; out : une valeur détenue est utilisée',
      ],
      ['kind', 'kind', 'What it was: cash, emt, …', 'Ce que c’était : cash, emt, …'],
      ...movement,
      [
        'how_obtained',
        'howObtained',
        'How the money was first obtained',
        'Comment l’argent a d’abord été obtenu',
      ],
    ],
  ),
  groupOf(
    {
      name: 'conductor',
      prefix: 'conductor_',
      within: 'start',
      list: 'conductors',
      title: {
        en: 'Conductor of the starting action',
        fr: 'Personne qui effectue l’action de départ',
      },
    },
    [
      ['party', 'party', 'Ref of the party', 'La partie, par sa ref', { key: true }],
      ['email', 'email', 'E-mail address used', 'Adresse de courriel utilisée'],
      ['username', 'username', 'User name', 'Nom d’utilisateur'],
      ['url', 'url', 'Web address', 'Adresse Web'],
      [
        'device',
        'device',
        'computer, mobile, tablet or other',
        'computer, mobile, tablet ou other',
      ],
      ['device_id', 'deviceId', 'Identifier of the device', 'Identifiant de l’appareil'],
      ['ip', 'ip', 'IP address', 'Adresse IP'],
      [
        'session_at',
        'sessionAt',
        'When the session began, with its offset',
        'Début de la session, avec son décalage',
      ],
    ],
  ),
  groupOf(
    {
      name: 'on_behalf_of',
      prefix: 'on_behalf_of_',
      within: 'conductor',
      list: 'onBehalfOf',
      title: { en: 'On whose behalf', fr: 'Au nom de qui' },
    },
    [
      ['party', 'party', 'Ref of the party', 'La partie, par sa ref', { key: true }],
      [
        'relationship',
        'relationship',
        'What the conductor is to it: agent, employee, …',
        'Ce que l’exécutant est pour elle : agent, employee, …',
      ],
    ],
  ),
  groupOf(
    {
      name: 'source',
      prefix: 'source_',
      within: 'start',
      list: 'sources',
      title: { en: 'Source of the funds', fr: 'Source des fonds' },
    },
    [
      ['party', 'party', 'Ref of the party', 'La partie, par sa ref', { key: true }],
      ['account', 'account', 'Account number', 'Numéro de compte', { key: true }],
      ['number', 'number', 'Policy or other number', 'Numéro de police ou autre', { key: true }],
    ],
  ),
];

const completing: Group[] = [
  groupOf(
    {
      name: 'complete',
      prefix: 'complete_',
      within: 'transaction',
      list: 'complete',
      title: { en: 'Completing action', fr: 'Action d’achèvement' },
    },
    [
      label,
      [
        'disposition',
        'disposition',
        'What became of it: deposit, outgoing_emt, …',
        'Ce qui en est advenu : deposit, outgoing_emt, …',
      ],
      ...movement,
      [
        'value_cad',
        'valueInCanadianDollars',
        'Value in Canadian dollars, 640.00',
        'Valeur en dollars canadiens, 640.00',
      ],
    ],
  ),
  groupOf(
    {
      name: 'beneficiary',
      prefix: 'beneficiary_',
      within: 'complete',
      list: 'beneficiaries',
      title: {
        en: 'Beneficiary of the completing action',
        fr: 'Bénéficiaire de l’action d’achèvement',
      },
    },
    [
      ['party', 'party', 'Ref of the party', 'La partie, par sa ref', { key: true }],
      ['client_number', 'clientNumber', 'Client number', 'Numéro de client'],
      ['username', 'username', 'User name', 'Nom d’utilisateur'],
      ['email', 'email', 'E-mail address used', 'Adresse de courriel utilisée'],
    ],
  ),
  groupOf(
    {
      name: 'involved',
      prefix: 'involved_',
      within: 'complete',
      list: 'involved',
      title: { en: 'Otherwise involved', fr: 'Autrement en cause' },
    },
    [['party', 'party', 'Ref of the party', 'La partie, par sa ref', { key: true }]],
  ),
];

const context: Draft[] = [
  ['mcc', 'context.mcc', 'Merchant category, 4 digits', 'Catégorie de commerçant, 4 chiffres'],
  ['merchant', 'context.merchant', 'Merchant as on the statement', 'Commerçant, comme au relevé'],
  ['city', 'context.city', 'City where it was made', 'Ville où elle a été faite'],
  ['province', 'context.province', 'Province, two letters', 'Province, deux lettres'],
  ['country', 'context.country', 'Country, two letters', 'Pays, deux lettres'],
  ['latitude', 'context.lat', 'Latitude, degrees', 'Latitude, degrés', { type: 'number' }],
  ['longitude', 'context.lon', 'Longitude, degrees', 'Longitude, degrés', { type: 'number' }],
  ['postal', 'context.postal', 'Postal code', 'Code postal'],
  ['memo', 'context.memo', 'Message of the payment', 'Message du paiement'],
  [
    'recipient_as_typed',
    'context.recipientAsTyped',
    'The recipient as the sender typed it',
    'Le destinataire tel que saisi par l’expéditeur',
  ],
  ['sender_alias', 'context.senderAlias', 'Name the sender goes by', 'Nom qu’utilise l’expéditeur'],
  [
    'terminal',
    'context.terminal',
    'Id of the machine or terminal',
    'Identifiant du guichet ou terminal',
  ],
  ['terminal_owner', 'context.terminalOwner', 'bank or white_label', 'bank ou white_label'],
  [
    'card',
    'context.card',
    'A token of the card, never its number',
    'Un jeton de la carte, jamais son numéro',
  ],
  [
    'card_present',
    'context.cardPresent',
    'Whether the card was there',
    'Présence de la carte',
    { type: 'boolean' },
  ],
  [
    'refund_of',
    'context.refundOf',
    'Ref of the transaction it refunds',
    'L’opération remboursée, par sa ref',
  ],
  ['fee', 'context.fee', 'Fee, 1.50', 'Frais, 1.50'],
];

export const transactions: Group[] = [
  { ...transaction, columns: [...transaction.columns, ...contextColumns()] },
  ...starting,
  ...completing,
];

/** The context is part of the transaction's own object, so that it needs no key. */
function contextColumns() {
  const { columns } = groupOf(
    { name: 'transaction', prefix: 'context_', title: { en: 'Context', fr: 'Contexte' } },
    context,
  );
  return columns;
}
