export type Statement = { effect: 'Allow' | 'Deny'; actions: string[]; resources: string[] };

/** One thing somebody wants to do: an IAM action on a resource. */
export type Need = { action: string; resource: string };

/** IAM's own rule: a deny wins, and what nothing allows is denied. */
export function isAllowed(statements: readonly Statement[], { action, resource }: Need): boolean {
  const applying = statements.filter(
    ({ actions, resources }) =>
      actions.some((pattern) => matches(pattern.toLowerCase(), action.toLowerCase())) &&
      resources.some((pattern) => matches(pattern, resource)),
  );
  return (
    applying.some(({ effect }) => effect === 'Allow') &&
    !applying.some(({ effect }) => effect === 'Deny')
  );
}

const patterns = new Map<string, RegExp>();

/** `*` stands for any text and `?` for one character, as in IAM. */
function matches(pattern: string, text: string): boolean {
  if (!/[*?]/.test(pattern)) return pattern === text;
  let known = patterns.get(pattern);
  if (!known) {
    const source = pattern
      .replace(/[.+^${}()|[\]\\]/g, '\\$&')
      .replaceAll('*', '.*')
      .replaceAll('?', '.');
    known = new RegExp(`^${source}$`, 's');
    patterns.set(pattern, known);
  }
  return known.test(text);
}
