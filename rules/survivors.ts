import * as z from 'zod';

/** `survivors.json`: changes to an indicator's document that no case can notice, each with the reason. */
export const survivorsSchema = z.array(
  z.strictObject({ change: z.string().min(1), reason: z.string().min(10) }),
);
export type Survivor = z.infer<typeof survivorsSchema>[number];
