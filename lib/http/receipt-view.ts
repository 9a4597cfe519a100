import * as z from 'zod';
import { type FindingCode, findings, severities } from '../reports/findings.ts';
import { type Receipt, receiptSchema } from '../reports/receipts.ts';
import { translatedSchema } from '../translated.ts';

/** A receipt as its sender sees it: each finding with its text in both languages. */
export const receiptViewSchema = z
  .strictObject({
    ...receiptSchema.shape,
    findings: z.array(
      z.strictObject({
        pointer: z.string().meta({ description: 'JSON pointer into the report' }),
        code: z.enum(Object.keys(findings) as [FindingCode, ...FindingCode[]]),
        line: z
          .int()
          .min(1)
          .optional()
          .meta({ description: 'Of a CSV batch: the row, by its line' }),
        column: z.string().optional().meta({ description: 'Of a CSV batch: the column' }),
        severity: z.enum(severities),
        message: translatedSchema,
      }),
    ),
  })
  .meta({ id: 'Receipt' });
export type ReceiptView = z.infer<typeof receiptViewSchema>;

export const receiptView = (receipt: Receipt): ReceiptView => ({
  ...receipt,
  findings: receipt.findings.map((finding) => ({ ...finding, ...findings[finding.code] })),
});
