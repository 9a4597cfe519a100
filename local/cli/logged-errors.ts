import { createReadStream, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import * as z from 'zod';

/** A function logs the class of an error alone, since its words may quote somebody's data. */
const failureSchema = z.object({
  message: z.literal('message not done'),
  messageId: z.string(),
  error: z.string().regex(/^\w{1,100}$/),
});

/** The class of the newest error of each message, from the logs of the stack on this machine. */
export async function loggedErrors(dataDirectory: string): Promise<Map<string, string>> {
  const errors = new Map<string, string>();
  const logs = join(dataDirectory, 'logs');
  for (const name of readdirSync(logs).filter((file) => file.endsWith('.log'))) {
    for await (const line of createInterface({ input: createReadStream(join(logs, name)) })) {
      const failure = failureIn(line);
      if (failure) errors.set(failure.messageId, failure.error);
    }
  }
  return errors;
}

function failureIn(line: string) {
  if (!line.includes('"message not done"')) return undefined;
  try {
    return failureSchema.safeParse(JSON.parse(line)).data;
  } catch {
    // Cut off, by the end of the process that wrote it.
    return undefined;
  }
}
