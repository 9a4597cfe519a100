import * as z from 'zod';
import { caseIdSchema, ledgerKeySchema, recipientIdSchema } from '../identifiers.ts';
import { indicatorSchema, suppressorIdSchema } from '../indicators/indicator.ts';
import { matchSchema, notEvaluableSchema } from '../indicators/match.ts';
import { informationRecordSchema } from '../information-records/information-record.ts';
import {
  possibleDecisionSchema,
  possibleMatchSchema,
} from '../information-records/possible-match.ts';
import { partyDetailsSchema } from '../ledger/contribution.ts';
import { counterpartySchema, entryRefSchema, entrySchema } from '../ledger/entry.ts';
import { translatedSchema } from '../translated.ts';
import { amendmentDueSchema } from './amendment-due.ts';
import {
  assessedSubjectSchema,
  assessmentSchema,
  linkSchema,
  outcomeSchema,
  typologyScoreSchema,
} from './assessment.ts';
import { caseSchema, caseStatuses, decisionSchema } from './case.ts';
import { changedFactsSchema } from './changed-facts.ts';
import { frozenFactsSchema } from './frozen-facts.ts';

/*
 * What analysts and approvers are shown of cases: the facts with the words that explain them. Nothing
 * here is ever shown to a reporting entity.
 */

/** Names an entry of `timeline` within one answer: "e12". */
export const entryIdSchema = z.string().regex(/^e\d+$/);

/** One movement of money that some finding rests on, in full, from its subject's point of view. */
export const evidenceEntrySchema = z
  .strictObject({
    id: entryIdSchema,
    subject: ledgerKeySchema,
    source: entryRefSchema,
    ...entrySchema.pick({
      at: true,
      role: true,
      direction: true,
      kind: true,
      channel: true,
      amount: true,
      cadMinor: true,
      accountType: true,
      conductor: true,
      memo: true,
      recipientAsTyped: true,
      senderAlias: true,
      purpose: true,
      mcc: true,
      merchant: true,
      city: true,
      province: true,
      country: true,
      terminal: true,
      attempted: true,
    }).shape,
    counterparty: counterpartySchema
      .pick({ kind: true, institution: true, country: true, tie: true })
      .extend({
        /** A name, or a short form of its key where no report names it. */
        label: z.string(),
        /** The subject of this case that it is. */
        subject: ledgerKeySchema.optional(),
      })
      .optional(),
    /** The matches that rest on it. */
    matches: z.array(matchSchema.shape.matchId),
    /** Set aside by a person: to be shown struck out, and counted for nothing. */
    excluded: z.literal(true).optional(),
  })
  .meta({ id: 'EvidenceEntry' });
export type EvidenceEntry = z.infer<typeof evidenceEntrySchema>;

const subjectViewSchema = z
  .strictObject({
    ...assessedSubjectSchema.shape,
    /** Absent where no report names the subject. */
    displayName: z.string().optional(),
    minor: z.boolean(),
    ...partyDetailsSchema.pick({ kind: true }).shape,
    ...partyDetailsSchema
      .pick({ birthDate: true, occupation: true, employer: true, business: true })
      .partial().shape,
    city: z.string().optional(),
    province: z.string().optional(),
  })
  .meta({ id: 'CaseSubject' });

export const indicatorWords = {
  title: translatedSchema,
  means: translatedSchema,
  status: indicatorSchema.shape.status,
  sources: indicatorSchema.shape.sources,
};

export const matchViewSchema = z
  .strictObject({
    ...matchSchema.shape,
    /** Absent where the active rulebook no longer has the indicator. */
    about: z.strictObject(indicatorWords).optional(),
    evidence: z.array(entryIdSchema),
    /** Why it holds, condition by condition, and which entries suffice. */
    links: z.strictObject({ explanation: z.string() }),
  })
  .meta({ id: 'CaseMatch' });

export const explanationViewSchema = z
  .strictObject({
    subject: ledgerKeySchema,
    suppressor: suppressorIdSchema,
    title: translatedSchema.optional(),
    sentence: translatedSchema,
    evidence: z.array(entryIdSchema),
  })
  .meta({ id: 'InnocentExplanation' });

const assessmentViewSchema = z
  .strictObject({
    ...assessmentSchema.pick({ rulebook: true, asOf: true, outcome: true, typology: true }).shape,
    /** Why somebody must look the same day. */
    sameDay: assessmentSchema.shape.sameDay,
    /** What people set aside; the decisions say why. */
    excluded: assessmentSchema.shape.excluded,
    /** Changes whenever the facts do: name it when you submit. */
    digest: z.string(),
    subjects: z.array(subjectViewSchema),
    links: z.array(z.strictObject({ ...linkSchema.shape, text: translatedSchema })),
    matches: z.array(matchViewSchema),
    /** What spoke for innocence. */
    explanations: z.array(explanationViewSchema),
    /** What could not be judged, and the data that is missing. */
    notEvaluable: z.array(
      z.strictObject({
        subject: ledgerKeySchema,
        ...notEvaluableSchema.shape,
        title: translatedSchema.optional(),
      }),
    ),
    /** Points by family, the outcome, and the gates that were not passed. */
    typologies: z.array(
      z.strictObject({ ...typologyScoreSchema.shape, title: translatedSchema.optional() }),
    ),
    /** Every entry that a finding rests on, in the order of time. */
    timeline: z.array(evidenceEntrySchema),
  })
  .meta({ id: 'AssessmentView' });
export type AssessmentView = z.infer<typeof assessmentViewSchema>;

/** What became of the facts that somebody decided on. */
const changesViewSchema = z
  .strictObject({
    /** Since which decision: the last claim, submission or rejection. */
    since: frozenFactsSchema.pick({ sequence: true, kind: true, at: true }),
    /** Whether there are more matches than there were, or fewer. */
    material: z.boolean(),
    ...changedFactsSchema.shape,
  })
  .meta({ id: 'ChangesSinceDecision' });
export type ChangesView = z.infer<typeof changesViewSchema>;

/** Another case of the same subjects, on which people worked before they turned out to be linked. */
const caseBesideSchema = z
  .strictObject({
    caseId: caseIdSchema,
    status: z.enum(caseStatuses),
    /** To whom its packages go or went. */
    recipients: z.array(recipientIdSchema).optional(),
    links: z.strictObject({ self: z.string() }),
  })
  .meta({ id: 'CaseBeside' });
export type CaseBesideView = z.infer<typeof caseBesideSchema>;

/** A record of an agency, and whom in the case it speaks of. */
const metInformationSchema = z
  .strictObject({
    record: informationRecordSchema,
    met: z.array(
      z.strictObject({
        subject: ledgerKeySchema,
        /** Which of its identifiers reports tell of the subject too, and the key of each. */
        by: z.array(z.strictObject({ pointer: z.string(), key: ledgerKeySchema })),
        /** Or somebody said that it is about the subject, whose name is like one in the record. */
        confirmed: possibleDecisionSchema.optional(),
      }),
    ),
  })
  .meta({ id: 'MetInformation' });

const possibleInformationSchema = z
  .strictObject({ record: informationRecordSchema, match: possibleMatchSchema })
  .meta({ id: 'PossibleInformation' });

const informationPage = {
  /** How many more come after this page. */
  more: z.int().min(0),
  next: z.string().optional(),
};
export const caseInformationSchema = z
  .strictObject({ informationRecords: z.array(metInformationSchema), ...informationPage })
  .meta({ id: 'CaseInformation' });
export const casePossibleMatchesSchema = z
  .strictObject({ possibleMatches: z.array(possibleInformationSchema), ...informationPage })
  .meta({ id: 'CasePossibleMatches' });

export const caseViewSchema = z
  .strictObject({
    case: caseSchema,
    /** Of a case that nobody has submitted yet: whom the routing proposes, by what is known of places. */
    proposedRecipients: z.array(recipientIdSchema),
    /** They are not merged without a person: read them before anybody is told the same twice. */
    beside: z.array(caseBesideSchema),
    /** Absent for a case that was merged into another or has nothing left. */
    assessment: assessmentViewSchema.optional(),
    /** Something was decided a moment ago and is not in the assessment yet. */
    assessmentBehind: z.boolean(),
    /** Whether no match of its subjects is left. */
    nothingLeft: z.boolean(),
    /** Absent until somebody has claimed it. */
    changes: changesViewSchema.optional(),
    /** Its packages left and say what is so no longer. */
    amendmentDue: amendmentDueSchema.optional(),
    /** What agencies have told of somebody in it, the newest first: never to be told to anybody else. */
    informationRecords: z.array(metInformationSchema),
    /** Names are alike: a person is to say, or has said, whether it is the same. They raise nothing. */
    possibleMatches: z.array(possibleInformationSchema),
    /** How many more there are of each, to be read page by page. */
    moreInformation: z.strictObject({
      informationRecords: z.int().min(0),
      possibleMatches: z.int().min(0),
    }),
    decisions: z.array(decisionSchema),
    links: z.strictObject({ self: z.string() }),
  })
  .meta({ id: 'CaseView' });
export type CaseView = z.infer<typeof caseViewSchema>;

export const caseListSchema = z
  .strictObject({
    cases: z.array(
      z.strictObject({
        case: caseSchema,
        /** Of a case that nobody has submitted yet: whom the routing proposes. */
        proposedRecipients: z.array(recipientIdSchema),
        links: z.strictObject({ self: z.string() }),
      }),
    ),
    /** Pass it back as `cursor` for the next page; absent on the last. */
    next: z.string().optional(),
  })
  .meta({ id: 'CaseList' });

/** What was looked at, in short: why it is a case, or why it is left alone. */
const assessmentSummarySchema = z
  .strictObject({
    caseId: caseIdSchema,
    ...assessmentSchema.pick({ rulebook: true, asOf: true, typology: true }).shape,
    outcome: outcomeSchema,
    /** Agencies whose information records speak of somebody in it; only where these are asked for. */
    informedBy: z.array(recipientIdSchema).optional(),
    subjects: z.array(ledgerKeySchema),
    indicators: z.array(matchSchema.shape.indicator),
    explanations: z.array(
      z.strictObject({ suppressor: suppressorIdSchema, sentence: translatedSchema }),
    ),
    typologies: z.array(
      typologyScoreSchema.pick({
        typology: true,
        score: true,
        outcome: true,
        reasons: true,
        cappedBy: true,
      }),
    ),
  })
  .meta({ id: 'AssessmentSummary' });
export type AssessmentSummary = z.infer<typeof assessmentSummarySchema>;

export const assessmentListSchema = z
  .strictObject({
    assessments: z.array(assessmentSummarySchema),
    next: z.string().optional(),
  })
  .meta({ id: 'AssessmentList' });
