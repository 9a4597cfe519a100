import * as z from 'zod';

/** Every text a person reads stands in both official languages. */
export const translatedSchema = z.strictObject({ en: z.string().min(1), fr: z.string().min(1) });
export type Translated = z.infer<typeof translatedSchema>;
export type Language = keyof Translated;
