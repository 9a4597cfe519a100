import * as z from 'zod';
import { userIdSchema } from '../identifiers.ts';
import type { Translated } from '../translated.ts';

/** Why a package is called back, in words that its recipient is told; they say nothing of anybody. */
export const recallReasons = {
  'wrong-recipient': {
    en: 'This package was meant for another recipient.',
    fr: 'Le présent dossier était destiné à un autre destinataire.',
  },
  'not-designated-information': {
    en: 'This package holds information that may not be disclosed.',
    fr: 'Le présent dossier contient des renseignements qui ne peuvent être communiqués.',
  },
  'test-not-met': {
    en: 'The legal test for disclosing this package was not met.',
    fr: 'Le critère juridique de la communication du présent dossier n’était pas rempli.',
  },
  'person-at-risk': {
    en: 'This package may put a person at risk.',
    fr: 'Le présent dossier peut mettre une personne en danger.',
  },
  'ordered-by-court': {
    en: 'A court has ordered that this package be called back.',
    fr: 'Un tribunal a ordonné le rappel du présent dossier.',
  },
} as const satisfies Record<string, Translated>;
export type RecallReason = keyof typeof recallReasons;
export const recallReasonSchema = z.enum(Object.keys(recallReasons) as [RecallReason]);

/** What a recipient is asked for when a package is called back. */
export const recallRequest: Translated = {
  en: 'It is no longer available here. Destroy every copy, ask whoever has had one from you to do the same, and confirm it.',
  fr: 'Il n’est plus accessible ici. Détruisez-en toutes les copies, demandez à quiconque en a reçu une de vous d’en faire autant, et confirmez-le.',
};

const instantSchema = z.iso.datetime({ offset: true });
const proposed = {
  reason: recallReasonSchema,
  proposedBy: userIdSchema,
  proposedAt: instantSchema,
};
const confirmed = { ...proposed, confirmedBy: userIdSchema, confirmedAt: instantSchema };

/** Two people call a package back; its recipient then confirms that it has destroyed it. */
export const recallSchema = z
  .discriminatedUnion('status', [
    z.strictObject({ ...proposed, status: z.literal('proposed') }),
    z.strictObject({ ...confirmed, status: z.literal('confirmed') }),
    z.strictObject({
      ...confirmed,
      status: z.literal('destroyed'),
      destroyedAt: instantSchema,
      destroyedBy: userIdSchema,
    }),
  ])
  .meta({ id: 'Recall' });
export type Recall = z.infer<typeof recallSchema>;
