import * as z from 'zod';

const digestSchema = z.string().regex(/^[0-9a-f]{64}$/);

/** What is known of a sealed package without opening it. */
export const sealSchema = z
  .strictObject({
    /** SHA-256 of the signed archive, lower-case hexadecimal: what a rebuilt one must have. */
    zipDigest: digestSchema,
    /** Names the recipient's key that it is encrypted to. */
    kid: z.string(),
    /** SHA-256 and size of package.zip.jwe, as it is handed out. */
    sealedDigest: digestSchema,
    sealedBytes: z.int(),
  })
  .meta({ id: 'PackageSeal' });
export type Seal = z.infer<typeof sealSchema>;
