import type { AccessKey } from '../functions/environment.ts';
import { isAllowed, type Need, type Statement } from './policy.ts';

type Principal = { secret: string; statements: readonly Statement[] };

/** Who may call what, by access key: each function with its role's policy, and the stack itself. */
export class Principals {
  readonly #byKey = new Map<string, Principal>();

  add({ accessKeyId, secretAccessKey }: AccessKey, statements: readonly Statement[]): void {
    this.#byKey.set(accessKeyId, { secret: secretAccessKey, statements });
  }

  secretOf(accessKeyId: string): string | undefined {
    return this.#byKey.get(accessKeyId)?.secret;
  }

  statementsOf(accessKeyId: string): readonly Statement[] | undefined {
    return this.#byKey.get(accessKeyId)?.statements;
  }

  allows(accessKeyId: string, need: Need): boolean {
    return isAllowed(this.statementsOf(accessKeyId) ?? [], need);
  }
}
