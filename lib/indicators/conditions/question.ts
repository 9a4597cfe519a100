export type Ask<Facts> = (facts: Facts) => boolean;

/**
 * What can be asked of facts. Asking one that may fail is never left out, since json-rules-engine
 * evaluates every condition and fails when one of them does.
 */
export type Question<Facts> = { ask: Ask<Facts>; mayFail: boolean };

export function allOf<Facts>(questions: readonly Question<Facts>[]): Question<Facts> {
  const asks = questions.map(({ ask }) => ask);
  const mayFail = questions.some((question) => question.mayFail);
  return { mayFail, ask: mayFail ? (facts) => count(asks, facts) === asks.length : every(asks) };
}

export function anyOf<Facts>(questions: readonly Question<Facts>[]): Question<Facts> {
  const asks = questions.map(({ ask }) => ask);
  const mayFail = questions.some((question) => question.mayFail);
  return { mayFail, ask: mayFail ? (facts) => count(asks, facts) > 0 : some(asks) };
}

export const notOf = <Facts>({ ask, mayFail }: Question<Facts>): Question<Facts> => ({
  mayFail,
  ask: (facts) => !ask(facts),
});

/** How many of them hold; each is asked. */
function count<Facts>(asks: readonly Ask<Facts>[], facts: Facts): number {
  let holding = 0;
  for (const ask of asks) if (ask(facts)) holding += 1;
  return holding;
}

// Written out for three at a time: a loop over functions takes about twice as long.

function every<Facts>([a, b, c, ...rest]: readonly Ask<Facts>[]): Ask<Facts> {
  if (!a) return () => true;
  if (!b) return a;
  if (!c) return (facts) => a(facts) && b(facts);
  if (rest.length === 0) return (facts) => a(facts) && b(facts) && c(facts);
  const others = every(rest);
  return (facts) => a(facts) && b(facts) && c(facts) && others(facts);
}

function some<Facts>([a, b, c, ...rest]: readonly Ask<Facts>[]): Ask<Facts> {
  if (!a) return () => false;
  if (!b) return a;
  if (!c) return (facts) => a(facts) || b(facts);
  if (rest.length === 0) return (facts) => a(facts) || b(facts) || c(facts);
  const others = some(rest);
  return (facts) => a(facts) || b(facts) || c(facts) || others(facts);
}
