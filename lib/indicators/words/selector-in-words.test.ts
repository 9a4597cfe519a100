import { describe, expect, test } from 'vitest';
import { entryKinds } from '../../ledger/entry.ts';
import type { Selector } from '../measure.ts';
import { selectorInWords } from './selector-in-words.ts';
import { speechOf } from './speech.ts';

const left = ['card_refund', 'processor_credit', 'internal', 'investment', 'property'];
const outlays: Selector = {
  direction: 'out',
  kind: entryKinds.filter((kind) => !left.includes(kind)),
};

describe('given a set of kinds that has a name', () => {
  test('when a glossary explains the name, then it is told by it', () => {
    expect(selectorInWords(outlays, { ...speechOf('en'), hasGlossary: true })).toMatchObject({
      many: 'outlays',
      rest: '',
    });
  });

  test('when nothing explains it, then it is spelled out', () => {
    expect(selectorInWords(outlays, speechOf('fr'))).toMatchObject({
      many: 'sorties d’argent',
      rest: ' de tout genre sauf remboursement sur carte, crédit de processeur de paiement, virement entre ses propres comptes, placement et immobilier',
    });
  });
});

test.each<[string, Selector, string, string]>([
  [
    'an age that must be known',
    { kind: 'emt', counterpartyAge: {} },
    'e-transfers with somebody whose age is known',
    'virements Interac avec une personne dont l’âge est connu',
  ],
  [
    'a merchant who pays',
    { kind: 'cheque', direction: 'in', merchantList: 'CASINO' },
    'incoming cheques from a merchant of the list “casinos and racetracks”',
    'chèques reçus venant d’un commerçant de la liste «\u00A0casinos et hippodromes\u00A0»',
  ],
  [
    'a merchant who is paid',
    { kind: 'card_purchase', merchantList: 'CASINO' },
    'card purchases with a merchant of the list “casinos and racetracks”',
    'achats par carte auprès d’un commerçant de la liste «\u00A0casinos et hippodromes\u00A0»',
  ],
  [
    'strangers who pay',
    { kind: 'emt', direction: 'in', unrelated: true },
    'incoming e-transfers from strangers',
    'virements Interac reçus venant d’inconnus',
  ],
  [
    'strangers who are paid',
    { kind: 'emt', direction: 'out', unrelated: true },
    'outgoing e-transfers to strangers',
    'virements Interac envoyés à des inconnus',
  ],
  [
    'strangers for whom the client acts',
    { kind: 'cash', direction: 'out', role: 'conductor', unrelated: true },
    'cash withdrawals carried out by the client for others, with strangers',
    'retraits d’espèces par le client pour autrui, avec des inconnus',
  ],
])('given %s, the words say which way the money goes', (_, selector, en, fr) => {
  const told = (language: 'en' | 'fr') => {
    const { many, rest } = selectorInWords(selector, speechOf(language));
    return many + rest;
  };
  expect([told('en'), told('fr')]).toEqual([en, fr]);
});
