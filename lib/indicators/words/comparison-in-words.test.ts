import { expect, test } from 'vitest';
import type { Measure } from '../measure.ts';
import { comparisonInWords } from './comparison-in-words.ts';
import { plainWordings } from './wording.ts';

/** A measure that must be at least 2, in words. */
function told(measure: Measure): [string, string] {
  const wordings = plainWordings({ asked: measure }, {});
  const comparison = { fact: 'asked', operator: 'greaterThanInclusive', value: 2 } as const;
  return [comparisonInWords(comparison, wordings.en), comparisonInWords(comparison, wordings.fr)];
}

const received = { kind: 'emt', direction: 'in' } as const;
const wages = { kind: 'payroll', direction: 'in' } as const;
const ago = { over: '30d' } as const;

test.each<[string, Measure, string, string]>([
  [
    'feminine values that occur often enough',
    { distinct: 'counterparty', of: received, occurring: { atLeast: 4, sumAtLeast: 5000 }, ...ago },
    'at least 2 different counterparties among incoming e-transfers, within 30 days; only those count that each have at least 4 of these incoming e-transfers and $50 or more in all',
    'au moins 2 contreparties différentes parmi les virements Interac reçus, en 30 jours; seules comptent celles qui ont chacune au moins 4 de ces virements Interac reçus et 50\u00A0$ ou plus en tout',
  ],
  [
    'masculine values that occur seldom enough',
    { distinct: 'merchant', of: received, occurring: { atMost: 3 }, ...ago },
    'at least 2 different merchants among incoming e-transfers, within 30 days; only those count that each have at most 3 of these incoming e-transfers',
    'au moins 2 commerçants différents parmi les virements Interac reçus, en 30 jours; seuls comptent ceux qui ont chacun au plus 3 de ces virements Interac reçus',
  ],
  [
    'places apart',
    { distinct: 'area', of: received, apartKm: 50, ...ago },
    'at least 2 different metropolitan areas or cities among incoming e-transfers, within 30 days; only those count that are at least 50 km from each other',
    'au moins 2 régions métropolitaines ou villes différentes parmi les virements Interac reçus, en 30 jours; seules comptent celles distantes d’au moins 50\u00A0km les unes des autres',
  ],
  [
    'a value of two parts',
    { distinct: 'counterpartyAmount', of: received, ...ago },
    'at least 2 different combinations of counterparty and amount among incoming e-transfers, within 30 days',
    'au moins 2 combinaisons de contrepartie et de montant différentes parmi les virements Interac reçus, en 30 jours',
  ],
  [
    'a series',
    { runs: received, at: 'alias', distinct: 'counterparty', atLeast: 2, within: '7d', ...ago },
    'at least 2 series of incoming e-transfers, all with the same second name, each series lasting less than 7 days, with at least 2 different counterparties, within 30 days',
    'au moins 2 séries de virements Interac reçus, ayant tous le même second nom, chaque série durant moins de 7 jours, avec au moins 2 contreparties différentes, en 30 jours',
  ],
  [
    'the commonest of feminine movements',
    { largest: 'account', of: wages, by: 'count', ...ago },
    'the largest number of wage payments received, all with one and the same account, within 30 days: at least 2',
    'le plus grand nombre de paies reçues, ayant toutes le même compte, en 30 jours\u00A0: au moins 2',
  ],
  [
    'what shares the commonest value',
    { withTop: 'institution', of: wages, counted: received, ...ago },
    'the number of incoming e-transfers that share the commonest institution of the counterparty of wage payments received, within 30 days: at least 2',
    'le nombre de virements Interac reçus partageant l’institution de la contrepartie la plus fréquente parmi les paies reçues, en 30 jours\u00A0: au moins 2',
  ],
  [
    'the part of the commonest value',
    { topShare: 'account', of: received, by: 'count', top: 1, ...ago },
    'the part that the account seen most often has in the number of incoming e-transfers, within 30 days: at least 200%',
    'la part du compte le plus fréquent dans le nombre des virements Interac reçus, en 30 jours\u00A0: au moins 200\u00A0%',
  ],
  [
    'people who share a contact detail',
    { sharers: ['address'], unrelated: true, sameEmployer: true, kind: 'person' },
    'at least 2 users (the client included) of one and the same address; besides the client, only persons count who do not have the client’s surname and whose pay comes from one employer',
    'au moins 2 usagers (client compris) d’une seule et même coordonnée\u00A0: adresse; outre le client, ne comptent que des personnes qui n’ont pas le nom de famille du client et dont la paie vient d’un même employeur',
  ],
  [
    'organizations that share one',
    { sharers: ['device'], kind: 'entity' },
    'at least 2 users (the client included) of one and the same device; only organizations count',
    'au moins 2 usagers (client compris) d’une seule et même coordonnée\u00A0: appareil; ne comptent que des organisations',
  ],
  [
    'dates whose movements are close',
    { dates: received, atLeast: 3, within: '6h', ...ago },
    'at least 2 local dates with 3 or more incoming e-transfers, all within 6 hours, within 30 days',
    'au moins 2 dates locales avec 3 ou plus de ces mouvements\u00A0: virements Interac reçus, tous en 6 heures, en 30 jours',
  ],
  [
    'media reports under a heading',
    { records: 'adverseMedia', codes: ['human-trafficking'], ...ago },
    'at least 2 media reports under the heading “human-trafficking”, within 30 days',
    'au moins 2 mentions dans les médias sous la rubrique «\u00A0human-trafficking\u00A0», en 30 jours',
  ],
  [
    'media reports under any other',
    { records: 'adverseMedia', exceptCodes: ['human-trafficking'], ...ago },
    'at least 2 media reports, except under the heading “human-trafficking”, within 30 days',
    'au moins 2 mentions dans les médias, sauf sous la rubrique «\u00A0human-trafficking\u00A0», en 30 jours',
  ],
  [
    'a pair of which one part has a comma',
    {
      pairs: { first: { ...received, night: true, hasAccount: true }, next: wages },
      within: '1h',
      same: ['city'],
      different: ['account'],
      ...ago,
    },
    'at least 2 pairs in which [a] incoming e-transfer between 22:00 and 06:00 local time, with an account of the client, goes with [b] wage payment received, less than 1 hour later (same city; different account), both within 30 days',
    'au moins 2 paires où [a] virement Interac reçu entre 22\u00A0h et 6\u00A0h, heure locale, avec un compte du client, va avec [b] paie reçue, moins de 1 heure plus tard (la même ville; pas le même compte), les deux en 30 jours',
  ],
  [
    'money that comes back',
    {
      passedOn: { in: { ...received, direction: 'out' }, out: received },
      within: '24h',
      ...ago,
    },
    'the part of outgoing e-transfers, within 30 days, that came back less than 24 hours later, as incoming e-transfers: at least $0.02',
    'la part des virements Interac envoyés, en 30 jours, revenue moins de 24 heures plus tard, en virements Interac reçus\u00A0: au moins 0,02\u00A0$',
  ],
])('%s: told in sentences that a native would write', (_, measure, en, fr) => {
  expect(told(measure)).toEqual([en, fr]);
});
