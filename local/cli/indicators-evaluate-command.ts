import { Command } from 'commander';
import { ConditionRefusal } from '../../lib/indicators/conditions/refusal.ts';
import {
  acceptRuleRun,
  evaluateCompiled,
  evaluateReferenced,
  type RuleResults,
  type RuleRun,
} from '../../lib/indicators/conditions/rule-run.ts';
import { type Line, readLines } from '../../lib/reports/read-lines.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import { plainText } from './plain-text.ts';
import type { Terminal } from './terminal.ts';

type Evaluate = (run: RuleRun) => RuleResults | Promise<RuleResults>;

/**
 * `moneytrail indicators evaluate`: rules and facts in, answers out, a line for each line. What is
 * wrong with a line is its answer, so the exit code is 0 all the same.
 */
export const indicatorsEvaluateCommand = (
  terminal: Terminal,
  end: (code: ExitCode) => void,
  input: AsyncIterable<Uint8Array>,
): Command =>
  new Command('evaluate')
    .description('evaluate the rules on each line of standard input for the facts on it')
    .option('--reference', 'by json-rules-engine itself instead of compiled')
    .addHelpText('after', formats)
    .action(async ({ reference }: { reference?: true }) => {
      const evaluate = reference ? evaluateReferenced : evaluateCompiled;
      await terminal.write(answers(input, evaluate, terminal));
      end(exitCodes.done);
    });

const formats = `
A line in:  {"rules": [{"name", "conditions"}, …], "facts": {…},
             "options": {"allowUndefinedFacts": false}, "conditions": {"name": …, …}}
A line out: {"results": {"name": true, …}} or {"error": "code"}; the place and the mend of an error
            are told on standard error`;

/** One answer for each line, blank ones before the last included, so that they can be counted. */
async function* answers(input: AsyncIterable<Uint8Array>, evaluate: Evaluate, terminal: Terminal) {
  let next = 1;
  for await (const line of readLines(input)) {
    for (; next <= line.number; next += 1) {
      const given: Line = next < line.number ? { number: next, text: '' } : line;
      yield `${JSON.stringify(await answer(given, evaluate, terminal))}\n`;
    }
  }
}

async function answer(line: Line, evaluate: Evaluate, terminal: Terminal) {
  try {
    return { results: await evaluate(acceptRuleRun(parse(line))) };
  } catch (refusal) {
    if (!(refusal instanceof ConditionRefusal)) throw refusal;
    terminal.say(plainText(`line ${line.number}: ${refusal.message}`));
    return { error: refusal.code };
  }
}

function parse(line: Line): unknown {
  if ('fault' in line) throw new ConditionRefusal(line.fault);
  try {
    return JSON.parse(line.text);
  } catch (cause) {
    throw new ConditionRefusal('invalid-json', [], { cause });
  }
}
