import * as z from 'zod';
import { fiscalYearSchema } from '../statistics/fiscal-year.ts';

export const statisticsQuerySchema = z.object({
  fiscalYear: fiscalYearSchema,
  format: z.enum(['json', 'csv']).default('json'),
});

export const statisticsRequestSchema = z.object({
  queryStringParameters: statisticsQuerySchema.prefault({} as never),
});
