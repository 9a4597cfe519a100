// A stack in a process of its own, for tests that kill it.
import { startStack } from '../stack.ts';

const [dataDirectory = '', assembly = ''] = process.argv.slice(2);
const stack = await startStack({ dataDirectory, assembly });
const { url, endpoints, rootKey, machine } = stack;
console.log(JSON.stringify({ url, endpoints, rootKey, machine }));
