import type { FiledReport } from '../reports/report.ts';
import type { Translated } from '../translated.ts';

/** Sectors of reporters. */
export const sectorWords: Record<FiledReport['sector'], Translated> = {
  accountant: { en: 'accountant', fr: 'comptable' },
  bank: { en: 'bank', fr: 'banque' },
  caisse_populaire: { en: 'caisse populaire', fr: 'caisse populaire' },
  crown_agent: { en: 'agent of the Crown', fr: 'mandataire de Sa Majesté' },
  casino: { en: 'casino', fr: 'casino' },
  cooperative_credit_society: {
    en: 'cooperative credit society',
    fr: 'société coopérative de crédit',
  },
  life_insurance_broker: { en: 'life insurance broker', fr: 'courtier d’assurance-vie' },
  life_insurance_company: { en: 'life insurance company', fr: 'société d’assurance-vie' },
  msb: { en: 'money services business', fr: 'entreprise de services monétaires' },
  provincial_savings_office: {
    en: 'provincial savings office',
    fr: 'caisse d’épargne provinciale',
  },
  real_estate: { en: 'real estate', fr: 'immobilier' },
  credit_union: { en: 'credit union', fr: 'coopérative de crédit' },
  securities_dealer: { en: 'securities dealer', fr: 'courtier en valeurs mobilières' },
  trust_loan_company: { en: 'trust and loan company', fr: 'société de fiducie et de prêt' },
  bc_notary: { en: 'British Columbia notary', fr: 'notaire de la Colombie-Britannique' },
  precious_metals_dealer: {
    en: 'dealer in precious metals and stones',
    fr: 'négociant en métaux précieux et pierres précieuses',
  },
  credit_union_central: { en: 'credit union central', fr: 'centrale de caisses de crédit' },
  financial_services_cooperative: {
    en: 'financial services cooperative',
    fr: 'coopérative de services financiers',
  },
  foreign_msb: {
    en: 'foreign money services business',
    fr: 'entreprise de services monétaires étrangère',
  },
  mortgage_administrator: { en: 'mortgage administrator', fr: 'administrateur hypothécaire' },
  mortgage_broker: { en: 'mortgage broker', fr: 'courtier hypothécaire' },
  mortgage_lender: { en: 'mortgage lender', fr: 'prêteur hypothécaire' },
  factor: { en: 'factoring company', fr: 'société d’affacturage' },
  financing_leasing: { en: 'financing or leasing entity', fr: 'entité de financement ou de bail' },
  title_insurer: { en: 'title insurer', fr: 'assureur de titres' },
};

export const reportTypeWords: Record<FiledReport['reportType'], Translated> = {
  STR: { en: 'suspicious transaction report', fr: 'déclaration d’opérations douteuses' },
  LCTR: {
    en: 'large cash transaction report',
    fr: 'déclaration d’opérations importantes en espèces',
  },
  LVCTR: {
    en: 'large virtual currency transaction report',
    fr: 'déclaration d’opérations importantes en monnaie virtuelle',
  },
  EFTR: { en: 'electronic funds transfer report', fr: 'déclaration de télévirement' },
  CDR: { en: 'casino disbursement report', fr: 'déclaration de déboursement de casino' },
};
