import * as z from 'zod';
import {
  filedInformationSchema,
  recordIdSchema,
} from '../information-records/information-record.ts';
import { cursorSchema } from './cursor.ts';

export const informationBodySchema = filedInformationSchema;

export const informationListSchema = z.object({
  queryStringParameters: z
    .object({
      limit: z.coerce.number().int().min(1).max(50).default(20),
      cursor: cursorSchema(recordIdSchema).optional(),
    })
    .prefault({}),
});
