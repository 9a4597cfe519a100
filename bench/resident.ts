import { judgeSubject } from '../lib/indicators/judge-subject.ts';
import { readRulebook } from '../lib/indicators/read-rulebook.ts';
import { ledgerOf } from './subjects.ts';

/*
 * Prints the megabytes of resident memory that judging one subject with 30,000 entries takes: what a
 * process of its own has at its peak, above what it has with the rulebook and the ledger read.
 */

const rulebook = await readRulebook('rules');
const ledger = ledgerOf({ number: 1, history: 30_000, fresh: 0 });
judgeSubject(rulebook, ledgerOf({ number: 3, history: 60, fresh: 0 }));
globalThis.gc?.();
const before = process.memoryUsage().rss;
judgeSubject(rulebook, ledger);
// In kibibytes, over the life of the process.
const peak = process.resourceUsage().maxRSS * 1024;
console.log(((Math.max(peak, process.memoryUsage().rss) - before) / 2 ** 20).toFixed(1));
